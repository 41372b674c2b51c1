"""EndpointSlice: some of the addresses behind a Service."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.endpoints import default_endpointslice
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import first_generation, next_generation
from cluster_sim.world.kube.api.tables import endpointslices as table
from cluster_sim.world.kube.api.validation import endpoints


def _prepare_update(old: Object, new: Object) -> Object:
    changed = any(old.get(field) != new.get(field) for field in ("endpoints", "ports"))
    return next_generation(old, new, changed)


RESOURCE = Resource(
    group="discovery.k8s.io",
    version="v1",
    kind="EndpointSlice",
    plural="endpointslices",
    singular="endpointslice",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    default=default_endpointslice,
    prepare_create=first_generation,
    prepare_update=_prepare_update,
    validate=endpoints.validate_endpointslice,
    validate_update=endpoints.validate_endpointslice_update,
)
