"""Defaults of a Service (SetDefaults_Service)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each, with_field

# Three hours (DefaultClientIPServiceAffinitySeconds).
_AFFINITY_SECONDS: Final = 10_800
_INTERNAL: Final = ("ClusterIP", "NodePort", "LoadBalancer")


def default_service(service: Fields) -> Fields:
    """The Service with its defaults; addresses and node ports are allocated later."""
    given = service.get("spec") or {}
    spec = filled(given, {"sessionAffinity": "None", "type": "ClusterIP"})
    spec = with_each(_default_affinity(spec), "ports", _default_port)
    spec = _default_policies(spec)
    if spec is not service.get("spec"):
        service = {**service, "spec": spec}
    return _with_ingress_mode(service) if spec["type"] == "LoadBalancer" else service


def externally_accessible(spec: Fields) -> bool:
    """Whether clients outside the cluster reach the Service (pkg/api/v1/service/util.go)."""
    if spec.get("type") in ("LoadBalancer", "NodePort"):
        return True
    return spec.get("type") == "ClusterIP" and bool(spec.get("externalIPs"))


def needs_health_check(spec: Fields) -> bool:
    """Whether load balancers ask each node for endpoints of its own (as above)."""
    return spec.get("type") == "LoadBalancer" and spec.get("externalTrafficPolicy") == "Local"


def _default_affinity(spec: Fields) -> Fields:
    if spec["sessionAffinity"] == "None" and "sessionAffinityConfig" in spec:
        return {field: value for field, value in spec.items() if field != "sessionAffinityConfig"}
    if spec["sessionAffinity"] == "ClientIP":
        config = spec.get("sessionAffinityConfig") or {}
        if (config.get("clientIP") or {}).get("timeoutSeconds") is None:
            wanted = {"clientIP": {"timeoutSeconds": _AFFINITY_SECONDS}}
            return {**spec, "sessionAffinityConfig": wanted}
    return spec


def _default_port(port: Fields) -> Fields:
    port = filled(port, {"protocol": "TCP"})
    if port.get("targetPort") in (None, 0, "") and "port" in port:
        return {**port, "targetPort": port["port"]}
    return port


def _default_policies(spec: Fields) -> Fields:
    wanted: dict[str, Any] = {}
    if externally_accessible(spec):
        wanted["externalTrafficPolicy"] = "Cluster"
    if spec["type"] in _INTERNAL:
        wanted["internalTrafficPolicy"] = "Cluster"
    if spec["type"] == "LoadBalancer":
        wanted["allocateLoadBalancerNodePorts"] = True
    return filled(spec, wanted)


def _with_ingress_mode(service: Fields) -> Fields:
    """The addresses in the status say how they are reached."""
    return with_field(service, "status", lambda status: with_field(status, "loadBalancer", _vip))


def _vip(balancer: Fields) -> Fields:
    return with_each(
        balancer,
        "ingress",
        lambda address: filled(address, {"ipMode": "VIP"}) if address.get("ip") else address,
    )
