"""Endpoints: the addresses behind a Service, in their older form."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.endpoints import default_endpoints
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import endpoints as table
from cluster_sim.world.kube.api.validation import endpoints

RESOURCE = Resource(
    group="",
    version="v1",
    kind="Endpoints",
    plural="endpoints",
    singular="endpoints",
    namespaced=True,
    short_names=("ep",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_endpoints,
    validate=endpoints.validate_endpoints,
    validate_update=endpoints.validate_endpoints_update,
)
