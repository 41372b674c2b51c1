"""Ingress: which Service answers for a host and a path."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import ingresses as table
from cluster_sim.world.kube.api.validation import ingresses


def _prepare_create(ingress: Object) -> Object:
    return with_status(first_generation(ingress), {"loadBalancer": {}})


RESOURCE = Resource(
    group="networking.k8s.io",
    version="v1",
    kind="Ingress",
    plural="ingresses",
    singular="ingress",
    namespaced=True,
    short_names=("ing",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=ingresses.validate_ingress,
    validate_update=ingresses.validate_ingress_update,
    validate_status=ingresses.validate_ingress_status,
    inert=("spec.rules[].http.paths[].backend.resource", "spec.defaultBackend.resource"),
)
