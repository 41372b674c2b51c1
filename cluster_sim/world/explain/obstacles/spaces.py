"""What keeps namespaces from going, budgets from letting pods go, nodes from serving."""

from __future__ import annotations

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held, key_of
from cluster_sim.world.explain.portraits.bounds import selected
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import refused_evictions
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.pod_state import is_ready

_BUDGETS = "poddisruptionbudgets.policy"
_NAMED = 3
_TOLD = ("events", "endpoints", "endpointslices.discovery.k8s.io")


def namespace(world: World, obj: Object) -> list[Obstacle]:
    """What is still in a namespace that is to go: first what finalizers keep there."""
    if not is_terminating(obj):
        return []
    left = _left(world, name_of(obj))
    kept = [key for key, each in left if each["metadata"].get("finalizers")]
    if kept:
        found = [held("namespace.kept", key, name=key.name) for key in kept[:_NAMED]]
        more = len(kept) - _NAMED
        return found + ([held("namespace.more", count=more)] if more > 0 else [])
    return [held("namespace.content", count=len(left))] if left else []


def _left(world: World, name: str) -> list[tuple[Key, Object]]:
    """The objects of the API in a namespace, by kind and name; what is only told of them not."""
    return [
        (Key(resource, place, item), each)
        for resource in sorted(world.store.resources())
        if resource not in _TOLD
        for (place, item), each in world.store.table(resource).items()
        if place == name
    ]


def budget(world: World, obj: Object) -> list[Obstacle]:
    """The pods that are not ready, else that every one of them is needed."""
    status = obj.get("status") or {}
    pods = selected(world, obj)
    if not pods or status.get("disruptionsAllowed", 0):
        return []
    unready = [pod for pod in pods if not is_ready(pod)]
    if not unready:
        return [held("budget.needs-all", healthy=status.get("currentHealthy", 0))]
    return [held("budget.unready", key_of("pods", pod), pod=name_of(pod)) for pod in unready[:3]]


def node(world: World, obj: Object) -> list[Obstacle]:
    """Silence, and the budgets that keep its pods from being drained away."""
    name, ready = name_of(obj), condition(obj, "Ready")
    if ready is not None and ready["status"] == "Unknown":
        return [held("node.silent", node=name)]
    if not obj["spec"].get("unschedulable"):
        return []
    found = []
    for each in world.store.all(_BUDGETS):
        noted = refused_evictions.last(world, namespace_of(each), name_of(each))
        kept = world.store.get("pods", namespace_of(each), noted["pod"]) if noted else None
        if kept is not None and kept["spec"].get("nodeName") == name and not is_terminating(kept):
            args = {"pod": name_of(kept), "budget": name_of(each)}
            found.append(held("node.undrained", key_of(_BUDGETS, each), **args))
    return found
