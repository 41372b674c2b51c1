"""What a Service keeps, and loses, of what it was allocated when it is replaced.

pkg/registry/core/service/storage/storage.go (patchAllocatedValues) and
pkg/registry/core/service/strategy.go (dropTypeDependentFields).
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.defaults.services import externally_accessible, needs_health_check

Spec = dict[str, Any]

_ADDRESS: Final = ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")


def carry_over(old: Spec, new: Spec) -> Spec:
    """The new spec with the addresses and ports it left unsaid, less what its type has not."""
    spec = dict(new)
    _agree(old, spec)
    _keep(old, spec)
    _drop(old, spec)
    return spec


def _agree(old: Spec, spec: Spec) -> None:
    """Whoever changed ``clusterIP`` alone meant ``clusterIPs`` too (normalizeClusterIPs)."""
    first = spec.get("clusterIP", "")
    if first != old.get("clusterIP", "") and spec.get("clusterIPs") == old.get("clusterIPs"):
        spec["clusterIPs"] = [first] if first else []


def _keep(old: Spec, spec: Spec) -> None:
    if _has_address(old) and _has_address(spec):
        for field in _ADDRESS:
            if not spec.get(field) and field in old:
                spec[field] = old[field]
    if _has_node_ports(old) and _has_node_ports(spec):
        spec["ports"] = _with_old_ports(old, spec)
    if needs_health_check(old) and needs_health_check(spec) and not spec.get("healthCheckNodePort"):
        _copy(old, spec, "healthCheckNodePort")


def _with_old_ports(old: Spec, spec: Spec) -> list[dict[str, Any]]:
    known = {_key(port): port.get("nodePort") for port in old.get("ports") or ()}
    taken = {port.get("nodePort") for port in spec.get("ports") or ()}
    ports = []
    for port in spec.get("ports") or ():
        number = known.get(_key(port))
        wanted = number and not port.get("nodePort") and number not in taken
        ports.append({**port, "nodePort": number} if wanted else port)
    return ports


def _drop(old: Spec, spec: Spec) -> None:
    if _has_address(old) and not _has_address(spec):
        for field in _ADDRESS:
            if spec.get(field) == old.get(field):
                spec.pop(field, None)
    if _has_node_ports(old) and not _has_node_ports(spec):
        spec["ports"] = _without_old_ports(old, spec)
    if externally_accessible(old) and not externally_accessible(spec):
        _forget(old, spec, "externalTrafficPolicy")
    if needs_health_check(old) and not needs_health_check(spec):
        _forget(old, spec, "healthCheckNodePort")
    if old.get("type") == "LoadBalancer" and spec.get("type") != "LoadBalancer":
        _forget(old, spec, "allocateLoadBalancerNodePorts")
        _forget(old, spec, "loadBalancerClass")
    if old.get("type") == "ExternalName" and spec.get("type") != "ExternalName":
        _forget(old, spec, "externalName")


def _without_old_ports(old: Spec, spec: Spec) -> list[dict[str, Any]]:
    before = {port.get("nodePort") for port in old.get("ports") or ()}
    return [
        {k: v for k, v in port.items() if k != "nodePort"}
        if port.get("nodePort") in before
        else port
        for port in spec.get("ports") or ()
    ]


def _forget(old: Spec, spec: Spec, field: str) -> None:
    if field in spec and spec[field] == old.get(field):
        del spec[field]


def _copy(old: Spec, spec: Spec, field: str) -> None:
    if field in old:
        spec[field] = old[field]


def _key(port: dict[str, Any]) -> tuple[Any, Any]:
    return port.get("protocol"), port.get("port")


def _has_address(spec: Spec) -> bool:
    return spec.get("type") in ("ClusterIP", "NodePort", "LoadBalancer")


def _has_node_ports(spec: Spec) -> bool:
    kind = spec.get("type")
    balanced = kind == "LoadBalancer" and spec.get("allocateLoadBalancerNodePorts") is not False
    return kind == "NodePort" or balanced
