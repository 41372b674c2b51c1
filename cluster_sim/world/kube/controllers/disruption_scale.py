"""How many pods a PodDisruptionBudget expects: by its pods, or by the scale of their owners.

pkg/controller/disruption/disruption.go (getExpectedPodCount, getExpectedScale)
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.intstr import scaled_value
from cluster_sim.world.kube.api.meta import OwnerReference, controller_of, name_of, namespace_of
from cluster_sim.world.kube.api.registry import UnknownResource
from cluster_sim.world.kube.api.resource import Object

_REPLICASETS, _DEPLOYMENTS = "replicasets.apps", "deployments.apps"


class Uncountable(ValueError):
    """Nobody knows how many pods there should be; the message says why."""


class Expected(NamedTuple):
    """``pods`` that there should be, of which ``healthy`` at least; ``unmanaged``: pods that
    belong to nobody."""

    pods: int
    healthy: int
    unmanaged: bool


def expected(world: World, budget: Object, pods: list[Object]) -> Expected:
    """What the budget asks for, given its pods; Uncountable when an owner has no scale."""
    spec = budget["spec"]
    most, least = spec.get("maxUnavailable"), spec.get("minAvailable")
    if most is not None:
        count, unmanaged = _scale(world, pods)
        return Expected(count, max(count - scaled_value(most, count, True), 0), unmanaged)
    if isinstance(least, int):
        return Expected(len(pods), least, False)
    if least is None:
        return Expected(0, 0, False)
    count, unmanaged = _scale(world, pods)
    return Expected(count, scaled_value(least, count, True), unmanaged)


def _scale(world: World, pods: list[Object]) -> tuple[int, bool]:
    """The replicas of all owners together, and whether some pods have none."""
    scales: dict[str, int] = {}
    unmanaged = False
    for pod in pods:
        owner = controller_of(pod)
        if owner is None:
            unmanaged = True
        elif owner["uid"] not in scales:
            uid, scale = _of_owner(world, pod, owner)
            scales[uid] = scale
    return sum(scales.values()), unmanaged


def _of_owner(world: World, pod: Object, owner: OwnerReference) -> tuple[str, int]:
    """The uid and the scale of who is behind the pod: of a ReplicaSet, its Deployment."""
    namespace = namespace_of(pod)
    if owner["kind"] == "ReplicaSet":
        replica_set = world.store.get(_REPLICASETS, namespace, owner["name"])
        above = controller_of(replica_set) if replica_set is not None else None
        if above is not None and above["kind"] == "Deployment":
            deployment = world.store.get(_DEPLOYMENTS, namespace, above["name"])
            if deployment is not None and deployment["metadata"]["uid"] == above["uid"]:
                return above["uid"], deployment["spec"]["replicas"]
    found = _scaled(world, namespace, owner)
    if found is None:
        raise Uncountable(f'found no controllers for pod "{name_of(pod)}"')
    return owner["uid"], found


def _scaled(world: World, namespace: str, owner: OwnerReference) -> int | None:
    """The replicas of the owner, None when it is not there."""
    try:
        resource = registry.of(world).by_kind(owner["apiVersion"], owner["kind"])
    except UnknownResource as fault:
        raise Uncountable(str(fault)) from fault
    if "scale" not in resource.subresources:
        raise Uncountable(f"{resource.key} does not implement the scale subresource")
    obj = world.store.get(resource.key, namespace, owner["name"])
    if obj is None or obj["metadata"]["uid"] != owner["uid"]:
        return None
    return int(lookup(obj, tuple(resource.scale.spec.split(".")), 0))


def selector_text(selector: dict[str, Any]) -> str:
    """A label selector as Go prints it."""
    pairs = sorted((selector.get("matchLabels") or {}).items())
    chosen = "".join(f"{key}: {value}," for key, value in pairs)
    demands = "".join(
        f"LabelSelectorRequirement{{Key:{each['key']},Operator:{each['operator']},"
        f"Values:[{' '.join(each.get('values') or ())}],}},"
        for each in selector.get("matchExpressions") or ()
    )
    return (
        f"&LabelSelector{{MatchLabels:map[string]string{{{chosen}}},"
        f"MatchExpressions:[]LabelSelectorRequirement{{{demands}}},}}"
    )
