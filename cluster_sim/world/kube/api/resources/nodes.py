"""Node: a machine that pods run on."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.nodes import default_node
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import keep_status
from cluster_sim.world.kube.api.tables import nodes as table
from cluster_sim.world.kube.api.validation import nodes

RESOURCE = Resource(
    group="",
    version="v1",
    kind="Node",
    plural="nodes",
    singular="node",
    namespaced=False,
    short_names=("no",),
    subresources=("proxy", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_node,
    prepare_update=keep_status,
    validate=nodes.validate_node,
    validate_update=nodes.validate_node_update,
    field_labels=("metadata.name", "spec.unschedulable"),
)
