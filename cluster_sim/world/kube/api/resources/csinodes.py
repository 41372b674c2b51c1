"""CSINode: the storage drivers that run on a node."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import csinodes as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="CSINode",
    plural="csinodes",
    singular="csinode",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    validate=storage.validate_csi_node,
    validate_update=storage.validate_csi_node_update,
    field_labels=("metadata.name",),
)
