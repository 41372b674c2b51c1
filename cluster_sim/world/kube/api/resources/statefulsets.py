"""StatefulSet: pods that keep their names, their order and their storage."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.statefulsets import default_statefulset
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import statefulsets as table
from cluster_sim.world.kube.api.validation import statefulsets


def _prepare_create(stateful_set: Object) -> Object:
    return with_status(first_generation(stateful_set), {"availableReplicas": 0, "replicas": 0})


RESOURCE = Resource(
    group="apps",
    version="v1",
    kind="StatefulSet",
    plural="statefulsets",
    singular="statefulset",
    namespaced=True,
    short_names=("sts",),
    categories=("all",),
    subresources=("scale", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_statefulset,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=statefulsets.validate_statefulset,
    validate_update=statefulsets.validate_statefulset_update,
    validate_status=statefulsets.validate_statefulset_status,
    inert=pod_fields("spec.template.spec"),
)
