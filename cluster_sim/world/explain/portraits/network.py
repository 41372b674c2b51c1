"""Portraits of Services, Ingresses and NetworkPolicies: where requests go, and which may."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.obstacles.network import stops
from cluster_sim.world.explain.portraits.portrait import (
    GOOD,
    WAIT,
    Object,
    Portrait,
    Value,
    at,
    link,
    links,
    says,
    table,
)
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.indexes import NAMESPACE, SERVICE
from cluster_sim.world.kube.pod_state import is_active
from cluster_sim.world.traffic import stops as requests_stopped

_SLICES = "endpointslices.discovery.k8s.io"
_CLASSES = "ingressclasses.networking.k8s.io"
_INGRESSES = "ingresses.networking.k8s.io"
_MOST = 30


def service(world: World, obj: Object) -> Portrait:
    """The pods behind it, and how one of them is chosen."""
    spec, balancer = obj["spec"], (obj.get("status") or {}).get("loadBalancer") or {}
    outside = [each.get("ip") or each.get("hostname", "") for each in balancer.get("ingress") or ()]
    local = spec.get("externalTrafficPolicy") == "Local"
    rows = [
        ("endpoints", _endpoints(world, obj)),
        ("outside", [*outside, *(spec.get("externalIPs") or ())]),
        ("alias", spec.get("externalName", "")),
        ("choice", _choice(spec)),
        ("fromOutside", says("service.local") if local else None),
        ("routedBy", links(_INGRESSES, _ingresses(world, obj))),
    ]
    return Portrait(rows)


def _endpoints(world: World, obj: Object) -> Value:
    place = namespace_of(obj)
    slices = world.store.by_index(_SLICES, SERVICE, f"{place}/{name_of(obj)}")
    found = [each for one in slices for each in one.get("endpoints") or ()]
    rows: list[list[Value]] = [
        [_pod(place, each), each["addresses"][0], says(f"endpoint.{_state(each)}")]
        for each in found[:_MOST]
    ]
    return table(["pod", "address", "state"], rows)


def _pod(place: str, endpoint: Object) -> Value:
    name = (endpoint.get("targetRef") or {}).get("name", "")
    return link("pods", place, name) or says("endpoint.no-pod")


def _state(endpoint: Object) -> str:
    conditions = endpoint.get("conditions") or {}
    if conditions.get("terminating"):
        return "leaving"
    return "ready" if conditions.get("ready", True) else "unready"


def _choice(spec: Object) -> Value:
    if spec.get("type") == "ExternalName":
        return None
    if spec.get("clusterIP") == "None":
        return says("service.headless")
    if spec.get("sessionAffinity") == "ClientIP":
        seconds = ((spec.get("sessionAffinityConfig") or {}).get("clientIP") or {}).get(
            "timeoutSeconds", 10800
        )
        return says("service.faithful", after=seconds * SECOND)
    return says("service.random")


def _ingresses(world: World, obj: Object) -> list[Object]:
    found = world.store.by_index(_INGRESSES, NAMESPACE, namespace_of(obj))
    name = name_of(obj)
    return [each for each in found if name in [route[3] for route in _routes(each)]]


def _routes(obj: Object) -> list[tuple[str, str, str, str, Any]]:
    """Host, path, type of path, Service and port of each route; the last may be for the rest."""
    spec = obj.get("spec") or {}
    found = [
        (rule.get("host", "*"), path.get("path", "/"), path["pathType"], path["backend"])
        for rule in spec.get("rules") or ()
        for path in (rule.get("http") or {}).get("paths") or ()
    ]
    if spec.get("defaultBackend"):
        found.append(("*", "", "", spec["defaultBackend"]))
    return [(host, path, kind, *_backend(backend)) for host, path, kind, backend in found]


def _backend(backend: Object) -> tuple[str, Any]:
    target = backend.get("service") or {}
    port = target.get("port") or {}
    return target.get("name", ""), port.get("number") or port.get("name", "")


def ingress(world: World, obj: Object) -> Portrait:
    """Its routes with who is behind them, and the address where it is reached."""
    spec, place = obj.get("spec") or {}, namespace_of(obj)
    balancer = (obj.get("status") or {}).get("loadBalancer") or {}
    where = [each.get("ip") or each.get("hostname", "") for each in balancer.get("ingress") or ()]
    rows: list[list[Value]] = [
        [f"{host}{path}", says(f"path.{kind.lower()}") if kind else says("path.rest"), *target]
        for host, path, kind, *backend in _routes(obj)
        for target in [_behind(world, place, str(backend[0]), backend[1])]
    ]
    name = spec.get("ingressClassName", "")
    facts = [
        ("routes", table(["route", "match", "service", "behind"], rows)),
        ("address", where),
        ("class", link(_CLASSES, "", name) if world.store.get(_CLASSES, "", name) else name),
        ("secured", [host for each in spec.get("tls") or () for host in each.get("hosts") or ()]),
    ]
    if where:
        return Portrait(facts, GOOD, says("ingress.served"))
    return Portrait(facts, WAIT, says("ingress.no-address"))


def _behind(world: World, place: str, name: str, port: Any) -> list[Value]:
    if world.store.get("services", place, name) is None:
        return [f"{name}:{port}", says("endpoint.no-service")]
    slices = world.store.by_index(_SLICES, SERVICE, f"{place}/{name}")
    found = [each for one in slices for each in one.get("endpoints") or ()]
    ready = sum((each.get("conditions") or {}).get("ready", True) for each in found)
    return [link("services", place, name, f"{name}:{port}"), says("endpoint.count", count=ready)]


def network_policy(world: World, obj: Object) -> Portrait:
    """Whom it isolates, what may come in and go out all the same, what it stops."""
    spec, place = obj.get("spec") or {}, namespace_of(obj)
    chosen = labels.of_object(spec.get("podSelector") or {})
    found = world.store.by_index("pods", NAMESPACE, place)
    pods = [p for p in found if is_active(p) and chosen.matches(p["metadata"].get("labels"))]
    types = spec.get("policyTypes") or ()
    selector = labels.format_object(spec["podSelector"]) if spec.get("podSelector") else ""
    rows = [
        ("isolates", says("policy.selector" if selector else "policy.all", selector=selector)),
        ("comesIn", _allowed(spec.get("ingress"), "from") if "Ingress" in types else None),
        ("goesOut", _allowed(spec.get("egress"), "to") if "Egress" in types else None),
        ("stops", _stops(world, obj)),
        ("lastStopped", _last_stopped(world, obj)),
        ("pods", links("pods", sorted(pods, key=name_of)[:_MOST])),
    ]
    return Portrait(rows)


def _stops(world: World, obj: Object) -> list[Value]:
    """The flows of requests that it stops now."""
    own = (namespace_of(obj), name_of(obj))
    return [
        says("policy.stops", flow=flow, share=share)
        for flow, key, share in stops(world)
        if (key.namespace, key.name) == own
    ]


def _last_stopped(world: World, obj: Object) -> Value:
    """The last single request that it stopped, from whom to whom."""
    found = requests_stopped.last(world, namespace_of(obj), name_of(obj))
    if found is None:
        return None
    args = {"source": found.source, "target": found.target, "port": found.port}
    return [says("policy.stopped", **args), at(found.time)]


def _allowed(rules: list[Object] | None, peers: str) -> list[Value]:
    """What may pass, rule by rule; without rules nothing may."""
    if not rules:
        return [says("policy.nothing")]
    return [
        says("policy.allows", peers=[_peer(p) for p in rule.get(peers) or ()], ports=_ports(rule))
        for rule in rules
    ]


def _peer(peer: Object) -> dict[str, Any]:
    """What a peer is, as far as it says: addresses, or pods and their namespaces by labels."""
    block = peer.get("ipBlock")
    if block is not None:
        return {"block": block["cidr"], "but": list(block.get("except") or ())}
    return {
        field: labels.format_object(peer[selector]) if peer[selector] else ""
        for field, selector in (("pods", "podSelector"), ("spaces", "namespaceSelector"))
        if peer.get(selector) is not None
    }


def _ports(rule: Object) -> list[str]:
    return [
        f"{each.get('port', '*')}{'-' + str(each['endPort']) if 'endPort' in each else ''}"
        f"/{each.get('protocol', 'TCP')}"
        for each in rule.get("ports") or ()
    ]


def ingress_class(world: World, obj: Object) -> Portrait:
    """Who serves it, and which Ingresses are of it."""
    name = name_of(obj)
    own = [
        each
        for each in world.store.all(_INGRESSES)
        if (each.get("spec") or {}).get("ingressClassName") == name
    ]
    default = "ingressclass.kubernetes.io/is-default-class"
    is_default = (obj["metadata"].get("annotations") or {}).get(default) == "true"
    rows = [
        ("default", says("class.default-ingress") if is_default else None),
        ("controller", (obj.get("spec") or {}).get("controller", "")),
        ("ingresses", links(_INGRESSES, own)),
    ]
    return Portrait(rows)
