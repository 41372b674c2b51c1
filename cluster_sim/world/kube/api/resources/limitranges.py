"""LimitRange: what a container, a pod or a claim of a namespace may ask for, and what it gets
when it asks for nothing."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.limitranges import default_limit_range
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import objects as table
from cluster_sim.world.kube.api.validation import limitranges as validation

RESOURCE = Resource(
    group="",
    version="v1",
    kind="LimitRange",
    plural="limitranges",
    singular="limitrange",
    namespaced=True,
    short_names=("limits",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_limit_range,
    validate=validation.validate_limit_range,
    validate_update=validation.validate_limit_range_update,
)
