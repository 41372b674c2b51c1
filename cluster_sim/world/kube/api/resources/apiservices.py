"""APIService: kept; nothing outside the world serves a part of this API."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import apiservices as table
from cluster_sim.world.kube.api.validation.apiservices import (
    validate_api_service,
    validate_api_service_update,
)

RESOURCE = Resource(
    group="apiregistration.k8s.io",
    version="v1",
    kind="APIService",
    plural="apiservices",
    singular="apiservice",
    namespaced=False,
    categories=("api-extensions",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    validate=validate_api_service,
    validate_update=validate_api_service_update,
    inert=("spec",),
)
