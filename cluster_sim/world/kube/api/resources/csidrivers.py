"""CSIDriver: what Kubernetes must know about a storage driver."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.storage import default_csi_driver
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import csidrivers as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="CSIDriver",
    plural="csidrivers",
    singular="csidriver",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    default=default_csi_driver,
    validate=storage.validate_csi_driver,
    validate_update=storage.validate_csi_driver_update,
    field_labels=("metadata.name",),
    inert=(
        "spec.fsGroupPolicy",
        "spec.podInfoOnMount",
        "spec.requiresRepublish",
        "spec.seLinuxMount",
        "spec.storageCapacity",
        "spec.tokenRequests",
        "spec.volumeLifecycleModes",
    ),
)
