"""What keeps requests from arriving: nobody behind a Service, a route into the void, a policy."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held, key_of
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.controllers.service_pods import has_endpoints, selects
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import is_active, is_ready

POLICIES = "networkpolicies.networking.k8s.io"
_CLASSES = "ingressclasses.networking.k8s.io"


def service(world: World, obj: Object) -> list[Obstacle]:
    """No pod is chosen, or none is ready; and the policies that stop what comes."""
    stopped = [
        held("request.stopped", key, policy=key.name, flow=flow, share=share)
        for flow, key, share in stops(world)
        if _is_to(world, flow, obj)
    ]
    if not has_endpoints(obj):
        return stopped
    found = world.store.by_index("pods", NAMESPACE, namespace_of(obj))
    pods = sorted((p for p in found if is_active(p) and selects(obj, p)), key=name_of)
    if not pods:
        selector = labels.format_set(obj["spec"].get("selector"))
        return [held("service.chooses-nobody", selector=selector), *stopped]
    if any(is_ready(pod) for pod in pods):
        return stopped
    first = pods[0]
    return [held("service.nobody-ready", key_of("pods", first), pod=name_of(first)), *stopped]


def stops(world: World) -> Iterator[tuple[str, Key, float]]:
    """The flows that a policy stops now: their name, the policy, and which share of them."""
    for flow in world.store.all("flows"):
        for place, share in ((flow.get("status") or {}).get("stopped") or {}).items():
            namespace, _slash, name = place.partition("/")
            yield name_of(flow), Key(POLICIES, namespace, name), share


def _is_to(world: World, flow: str, service: Object) -> bool:
    found = world.store.get("flows", "", flow) or {"spec": {}}
    spec = found["spec"]
    place = (found.get("status") or {}).get("service") or [
        spec.get("namespace", ""),
        spec.get("service", ""),
    ]
    return list(place) == [namespace_of(service), name_of(service)]


def ingress(world: World, obj: Object) -> list[Obstacle]:
    """Nobody serves its class, or a route leads to a Service that is not there or has nobody."""
    spec = obj.get("spec") or {}
    name = spec.get("ingressClassName", "")
    if not name:
        return [held("ingress.no-class")]
    if world.store.get(_CLASSES, "", name) is None:
        return [held("ingress.class-missing", name=name)]
    found = [_route(world, obj, service) for service in _services(spec)]
    return [each for each in found if each is not None]


def _services(spec: Object) -> list[str]:
    """The Services that routes lead to, each once, in their order."""
    backends = [
        path["backend"]
        for rule in spec.get("rules") or ()
        for path in (rule.get("http") or {}).get("paths") or ()
    ]
    backends += [spec["defaultBackend"]] if spec.get("defaultBackend") else []
    names = [(each.get("service") or {}).get("name", "") for each in backends]
    return [name for name in dict.fromkeys(names) if name]


def _route(world: World, obj: Object, name: str) -> Obstacle | None:
    place = namespace_of(obj)
    found = world.store.get("services", place, name)
    if found is None:
        return held("ingress.service-missing", service=name)
    if not has_endpoints(found):
        return None
    pods = world.store.by_index("pods", NAMESPACE, place)
    if any(selects(found, pod) and is_active(pod) and is_ready(pod) for pod in pods):
        return None
    return held("ingress.nobody-behind", Key("services", place, name), service=name)
