"""Services: ports, addresses, policies, and what may become of them."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.defaults.services import externally_accessible, needs_health_check
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.addresses import (
    validate_cidr,
    validate_ip,
    validate_usable_ip,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    all_invalid,
    choice,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_labels,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.service_addresses import (
    is_headless,
    validate_addresses,
    validate_addresses_update,
)
from cluster_sim.world.kube.api.validation.service_ports import (
    validate_node_port_range,
    validate_ports,
    validate_uniqueness,
)

Spec = dict[str, Any]

_TYPES: Final = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
_AFFINITIES: Final = ("ClientIP", "None")
_TRAFFIC: Final = ("Cluster", "Local")
_DISTRIBUTIONS: Final = ("PreferClose", "PreferSameNode", "PreferSameZone")
_LONGEST_AFFINITY: Final = 86_400


def validate_service(service: Object) -> Faults:
    """The faults of a new Service."""
    spec = service.get("spec") or {}
    # A label of RFC 1035 until 1.35; since then one may start with a digit
    # (RelaxedServiceNameValidation, KEP 5311).
    faults = validate_meta(service, True, names.dns1123_label)
    if not spec.get("ports") and not is_headless(spec) and spec.get("type") != "ExternalName":
        faults.append(required("spec.ports"))
    faults += _validate_type_fields(spec) + validate_ports(spec)
    faults += validate_labels(spec.get("selector"), "spec.selector")
    faults += _validate_affinity(spec) + validate_addresses(spec)
    for index, address in enumerate(spec.get("externalIPs") or ()):
        here = f"spec.externalIPs[{index}]"
        faults += validate_ip(address, here) or validate_usable_ip(address, here)
    faults += choice(spec.get("type"), _TYPES, "spec.type")
    faults += validate_uniqueness(spec) + _validate_balancer(spec)
    faults += _validate_policies(spec)
    return faults or validate_node_port_range(spec)


def validate_service_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Service."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new)
    faults += validate_addresses_update(before, after)
    faults += _validate_class_update(before, after)
    if needs_health_check(before) and needs_health_check(after):
        port = "healthCheckNodePort"
        if before.get(port, 0) != after.get(port, 0):
            faults.append(forbidden(f"spec.{port}", IMMUTABLE))
    return faults + validate_service(new)


def _validate_type_fields(spec: Spec) -> Faults:
    kind = spec.get("type")
    if kind in ("LoadBalancer", "NodePort"):
        if not is_headless(spec):
            return []
        detail = f"may not be set to 'None' for {kind} services"
        return [invalid("spec.clusterIPs[0]", "None", detail)]
    if kind != "ExternalName":
        return []
    detail = "may not be set for ExternalName services"
    given = [f for f in ("clusterIPs", "ipFamilies", "ipFamilyPolicy") if spec.get(f)]
    faults = [forbidden(f"spec.{field}", detail) for field in given]
    cname = spec.get("externalName", "").removesuffix(".")
    if not cname:
        return [*faults, required("spec.externalName")]
    return faults + all_invalid("spec.externalName", cname, names.dns1123_subdomain(cname))


def _validate_affinity(spec: Spec) -> Faults:
    faults = choice(spec.get("sessionAffinity"), _AFFINITIES, "spec.sessionAffinity")
    config, here = spec.get("sessionAffinityConfig"), "spec.sessionAffinityConfig"
    if spec.get("sessionAffinity") == "None" and config is not None:
        detail = "must not be set when session affinity is None"
        return [*faults, forbidden(here, detail)]
    if spec.get("sessionAffinity") != "ClientIP":
        return faults
    seconds = ((config or {}).get("clientIP") or {}).get("timeoutSeconds")
    here = f"{here}.clientIP.timeoutSeconds"
    if seconds is None:
        return [*faults, required(here, "when session affinity type is ClientIP")]
    if not 0 < seconds <= _LONGEST_AFFINITY:
        detail = f"must be greater than 0 and less than {_LONGEST_AFFINITY}"
        faults.append(invalid(here, seconds, detail))
    return faults


def _validate_balancer(spec: Spec) -> Faults:
    balanced = spec.get("type") == "LoadBalancer"
    faults: Faults = []
    only = "may only be used when `type` is 'LoadBalancer'"
    for index, network in enumerate(spec.get("loadBalancerSourceRanges") or ()):
        if not balanced and index == 0:
            faults.append(forbidden("spec.LoadBalancerSourceRanges", only))
        here = f"spec.LoadBalancerSourceRanges[{index}]"
        faults += validate_cidr(network.strip(), here)
    ports = spec.get("allocateLoadBalancerNodePorts")
    if ports is not None and not balanced:
        faults.append(forbidden("spec.allocateLoadBalancerNodePorts", only))
    elif ports is None and balanced:
        faults.append(required("allocateLoadBalancerNodePorts"))
    name = spec.get("loadBalancerClass")
    if name is not None:
        if not balanced:
            faults.append(forbidden("spec.loadBalancerClass", only))
        faults += all_invalid("spec.loadBalancerClass", name, names.qualified_name(name))
    return faults


def _validate_class_update(before: Spec, after: Spec) -> Faults:
    """A fault when a Service that stays with its load balancer asks for another sort."""
    if before.get("type") != "LoadBalancer" or after.get("type") != "LoadBalancer":
        return []
    old, new = before.get("loadBalancerClass"), after.get("loadBalancerClass")
    if old == new:
        return []
    return [invalid("spec.loadBalancerClass", new, "may not change once set")]


def _validate_policies(spec: Spec) -> Faults:
    outer = spec.get("externalTrafficPolicy", "")
    faults: Faults = []
    if externally_accessible(spec):
        faults += choice(spec.get("externalTrafficPolicy"), _TRAFFIC, "spec.externalTrafficPolicy")
    elif outer:
        detail = "may only be set for externally-accessible services"
        faults.append(invalid("spec.externalTrafficPolicy", outer, detail))
    port = spec.get("healthCheckNodePort", 0)
    if port and not needs_health_check(spec):
        detail = (
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
        )
        faults.append(invalid("spec.healthCheckNodePort", port, detail))
    elif port:
        faults += all_invalid("spec.healthCheckNodePort", port, names.port_number(port))
    inner = spec.get("internalTrafficPolicy")
    if inner is not None or spec.get("type") in ("ClusterIP", "NodePort", "LoadBalancer"):
        faults += choice(spec.get("internalTrafficPolicy"), _TRAFFIC, "spec.internalTrafficPolicy")
    spread = spec.get("trafficDistribution")
    if spread is not None and spread not in _DISTRIBUTIONS:
        faults.append(not_supported("spec.trafficDistribution", spread, _DISTRIBUTIONS))
    return faults
