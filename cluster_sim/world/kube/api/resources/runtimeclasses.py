"""RuntimeClass: with which runtime pods run, what that costs and on which nodes it is."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import runtimeclasses as table
from cluster_sim.world.kube.api.validation import runtime_classes

RESOURCE = Resource(
    group="node.k8s.io",
    version="v1",
    kind="RuntimeClass",
    plural="runtimeclasses",
    singular="runtimeclass",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    validate=runtime_classes.validate_runtime_class,
    validate_update=runtime_classes.validate_runtime_class_update,
    # Every node of the simulation runs every handler alike.
    inert=("handler",),
)
