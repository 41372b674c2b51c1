"""Whether a pod fits on its node, as the kubelet judges when it gets it or when it is resized.

pkg/kubelet/lifecycle/predicate.go, pkg/scheduler/framework/plugins/noderesources/fit.go
(the kubelet runs the same filters), pkg/kubelet/allocation/handlers.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import indexes
from cluster_sim.world.kube.api import node_selectors
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.mirror import is_mirror
from cluster_sim.world.kube.kubelet.podrecords import records
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.scheduler.requests import amount, requested

Problem = tuple[str, str]
_NONE: Problem = ("", "")


def admission_problem(world: World, node_name: str, pod: Object) -> Problem:
    """Reason and message with which the kubelet refuses the pod; empty when it takes it."""
    node = world.store.get("nodes", "", node_name)
    if node is None or is_mirror(pod):
        return _NONE
    others = _others(world, node_name, pod)
    allocatable = (node.get("status") or {}).get("allocatable") or {}
    most = int(allocatable.get("pods", "110"))
    if len(others) + 1 > most:
        return "OutOfpods", _short("pods", 1, len(others), most)
    for name in sorted(requests_of(pod)):
        asked, used, capacity = _amounts(name, pod, others, allocatable)
        if asked and asked > capacity - used:
            return f"OutOf{name}", _short(name, asked, used, capacity)
    if not _is_chosen(pod["spec"], node):
        why = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"
        return "NodeAffinity", why
    return _NONE


def resize_problem(world: World, node_name: str, pod: Object) -> Problem:
    """Why the pod cannot have what it now asks for: never (Infeasible), or not yet (Deferred)."""
    node = world.store.get("nodes", "", node_name) or {}
    allocatable = (node.get("status") or {}).get("allocatable") or {}
    for name in ("memory", "cpu"):
        asked, _, capacity = _amounts(name, pod, [], allocatable)
        if asked > capacity:
            why = f"Node didn't have enough capacity: {name}, requested: {asked}, "
            return "Infeasible", f"{why}capacity: {capacity}"
    others = _others(world, node_name, pod)
    for name in ("cpu", "memory"):
        asked, used, capacity = _amounts(name, pod, others, allocatable)
        if asked > capacity - used:
            return "Deferred", _short(name, asked, used, capacity)
    return _NONE


def requests_of(pod: Object, allocated: dict[str, Any] | None = None) -> dict[str, int]:
    """What the pod asks for, or was promised: milli CPU, bytes, whole numbers of the rest."""
    if not allocated:
        return requested(pod["spec"])
    spec = {**pod["spec"]}
    for field in ("initContainers", "containers"):
        spec[field] = [
            {**each, "resources": allocated.get(each["name"], each.get("resources") or {})}
            for each in spec.get(field) or ()
        ]
    return requested(spec)


def _others(world: World, node: str, pod: Object) -> list[dict[str, int]]:
    """What was promised to the other pods that the kubelet has taken on."""
    found = []
    for other in world.store.by_index("pods", indexes.NODE, node):
        record = records(world).get(full_name(other))
        if record is None or other["metadata"].get("uid") == pod["metadata"].get("uid"):
            continue
        if not is_finished(other) and record["uid"] == other["metadata"].get("uid", ""):
            found.append(requests_of(other, record.get("allocated")))
    return found


def _is_chosen(spec: dict[str, Any], node: Object) -> bool:
    """Whether the pod's nodeSelector and required node affinity choose the node."""
    labels = node["metadata"].get("labels") or {}
    if any(labels.get(key) != value for key, value in (spec.get("nodeSelector") or {}).items()):
        return False
    affinity = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution")
    return required is None or node_selectors.matches(required, node)


def _amounts(
    name: str, pod: Object, others: list[dict[str, int]], allocatable: dict[str, Any]
) -> tuple[int, int, int]:
    used = sum(each.get(name, 0) for each in others)
    return requests_of(pod).get(name, 0), used, amount(name, allocatable.get(name, "0"))


def _short(name: str, asked: int, used: int, capacity: int) -> str:
    text = f"Node didn't have enough resource: {name}, requested: {asked}, used: {used}, "
    return f"{text}capacity: {capacity}"
