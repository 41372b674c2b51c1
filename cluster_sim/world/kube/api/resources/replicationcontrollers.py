"""ReplicationController: so many pods of one template, as it was done before ReplicaSets."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.replicationcontrollers import default_controller
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import replicationcontrollers as table
from cluster_sim.world.kube.api.validation.replicationcontrollers import (
    validate_controller,
    validate_controller_update,
)


def _prepare_create(obj: Object) -> Object:
    return with_status(first_generation(obj), {"replicas": 0})


RESOURCE = Resource(
    group="",
    version="v1",
    kind="ReplicationController",
    plural="replicationcontrollers",
    singular="replicationcontroller",
    namespaced=True,
    short_names=("rc",),
    categories=("all",),
    subresources=("scale", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_controller,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=validate_controller,
    validate_update=validate_controller_update,
    field_labels=("metadata.name", "metadata.namespace", "status.replicas"),
    inert=pod_fields("spec.template.spec"),
)
