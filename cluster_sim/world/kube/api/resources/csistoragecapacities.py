"""CSIStorageCapacity: how much room a driver has left somewhere."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import csistoragecapacities as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="CSIStorageCapacity",
    plural="csistoragecapacities",
    singular="csistoragecapacity",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    validate=storage.validate_capacity,
    validate_update=storage.validate_capacity_update,
    inert=(
        "nodeTopology",
        "storageClassName",
        "capacity",
        "maximumVolumeSize",
    ),
)
