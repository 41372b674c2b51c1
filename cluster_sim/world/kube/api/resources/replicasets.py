"""ReplicaSet: so many pods of one template."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.replicasets import default_replicaset
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import replicasets as table
from cluster_sim.world.kube.api.validation import workloads


def _prepare_create(replicaset: Object) -> Object:
    return with_status(first_generation(replicaset), {"replicas": 0})


RESOURCE = Resource(
    group="apps",
    version="v1",
    kind="ReplicaSet",
    plural="replicasets",
    singular="replicaset",
    namespaced=True,
    short_names=("rs",),
    categories=("all",),
    subresources=("scale", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_replicaset,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=workloads.validate_replicaset,
    validate_update=workloads.validate_replicaset_update,
    field_labels=("metadata.name", "metadata.namespace", "status.replicas"),
    inert=pod_fields("spec.template.spec"),
)
