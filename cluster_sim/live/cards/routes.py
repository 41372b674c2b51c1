"""Cards of Ingresses and NetworkPolicies: which requests go where, and which may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.world.kernel.world import World


def ingress(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Its routes, in order, and the address at which it is reached."""
    spec = obj.get("spec") or {}
    balancer = (obj.get("status") or {}).get("loadBalancer") or {}
    return {
        "class": spec.get("ingressClassName", ""),
        "addresses": addresses(balancer),
        "routes": list(_routes(spec)),
        "default": _backend(spec["defaultBackend"]) if spec.get("defaultBackend") else None,
        "tls": [host for each in spec.get("tls") or () for host in each.get("hosts") or ()],
        "labels": labels(obj),
    }


def addresses(balancer: dict[str, Any]) -> list[str]:
    """The addresses, or names, that a load balancer's status tells."""
    return [each.get("ip") or each.get("hostname", "") for each in balancer.get("ingress") or ()]


def _routes(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for rule in spec.get("rules") or ():
        for path in (rule.get("http") or {}).get("paths") or ():
            yield {
                "host": rule.get("host", ""),
                "path": path.get("path", ""),
                "type": path.get("pathType", ""),
                **_backend(path["backend"]),
            }


def _backend(backend: dict[str, Any]) -> dict[str, Any]:
    service = backend.get("service") or {}
    port = service.get("port") or {}
    return {"service": service.get("name", ""), "port": port.get("number") or port.get("name", "")}


def network_policy(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Whom it selects, and how many rules each way let something pass."""
    spec = obj.get("spec") or {}
    return {
        "selector": spec.get("podSelector") or {},
        "types": spec.get("policyTypes") or [],
        "ingress": len(spec.get("ingress") or ()),
        "egress": len(spec.get("egress") or ()),
        "labels": labels(obj),
    }
