"""Service: one name and one address for pods that come and go."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.services import default_service
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.service_update import carry_over
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import services as table
from cluster_sim.world.kube.api.validation import services

_FAMILIES = {"ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack"}


def _prepare_create(service: Object) -> Object:
    """Not yet balanced, and of the cluster's one family of addresses."""
    service = with_status(service, {"loadBalancer": {}})
    spec = service.get("spec") or {}
    if spec.get("type") == "ExternalName":
        return service
    return {**service, "spec": {**_FAMILIES, **spec}}


def _prepare_update(old: Object, new: Object) -> Object:
    spec = carry_over(old.get("spec") or {}, new.get("spec") or {})
    return keep_status(old, {**new, "spec": spec})


RESOURCE = Resource(
    group="",
    version="v1",
    kind="Service",
    plural="services",
    singular="service",
    namespaced=True,
    short_names=("svc",),
    categories=("all",),
    subresources=("proxy", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_service,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=services.validate_service,
    validate_update=services.validate_service_update,
    field_labels=("metadata.name", "metadata.namespace", "spec.clusterIP", "spec.type"),
    inert=(
        *("spec.ipFamilies", "spec.ipFamilyPolicy", "spec.ports[].appProtocol"),
        "spec.trafficDistribution",
    ),
)
