"""Why a pod must leave, or may not: displaced by another, evicted, guarded by a budget, gated."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.scheduler import displacement, profiles

Object = dict[str, Any]
_EVICTED = "EvictionByEvictionAPI"


def leaving(world: World, change: Change, pod: Object) -> Fact | None:
    """For whom, or at whose asking, the pod was made to leave; None when it was just deleted."""
    target = condition(pod, "DisruptionTarget")
    if target is None or target["status"] != "True":
        return None
    args: dict[str, Any] = {"pod": change.key.name, "node": pod["spec"].get("nodeName", "")}
    if target.get("reason") == _EVICTED:
        return Fact("pod.asked-to-leave", args)
    noted = displacement.of(world, pod["metadata"]["uid"])
    if target.get("reason") != "PreemptionByScheduler" or noted is None:
        return None
    own = pod["spec"].get("priority") or 0
    more = {"by": noted.pod, "priority": own, "theirs": noted.priority}
    return Fact("pod.preempted", {**args, **more})


def nomination(world: World, change: Change, old: Object, new: Object) -> list[Fact]:
    """The room that others make for the pod, and who they are."""
    before, now = (_nominated(each) for each in (old, new))
    if not now or now == before:
        return []
    noted = displacement.of(world, new["metadata"]["uid"])
    victims = list(noted.victims) if noted is not None and noted.node == now else []
    violations = noted.violations if noted is not None else 0
    args = {"pod": change.key.name, "node": now, "victims": victims, "violations": violations}
    return [Fact("pod.nominated", args)]


def _nominated(pod: Object) -> str:
    return str((pod.get("status") or {}).get("nominatedNodeName", ""))


def unqueued(world: World, change: Change, pod: Object) -> list[Fact]:
    """Why no scheduler even looks at a new pod: gates, or a name that nobody answers to."""
    gates = [gate["name"] for gate in pod["spec"].get("schedulingGates") or ()]
    if gates:
        return [Fact("pod.gated", {"pod": change.key.name, "gates": gates})]
    if not pod["spec"].get("nodeName") and profiles.of_pod(world, pod) is None:
        name = pod["spec"]["schedulerName"]
        return [Fact("pod.no-scheduler", {"pod": change.key.name, "scheduler": name})]
    return []


def ungated(change: Change, old: Object, new: Object) -> list[Fact]:
    """The last gate was taken away."""
    opened = old["spec"].get("schedulingGates") and not new["spec"].get("schedulingGates")
    return [Fact("pod.ungated", {"pod": change.key.name})] if opened else []


def budget(world: World, change: Change) -> list[Fact]:
    """How many pods a PodDisruptionBudget lets go, whenever that changes."""
    name = change.key.name
    if change.new is None:
        return [Fact("object.deleted", {"resource": change.key.resource, "name": name})]
    status = change.new.get("status") or {}
    if change.old is None:
        return [Fact("object.created", {"resource": change.key.resource, "name": name})]
    before = change.old.get("status") or {}
    numbers = ("disruptionsAllowed", "currentHealthy", "desiredHealthy")
    if "conditions" not in status or all(before.get(n) == status.get(n) for n in numbers):
        return []
    args = {
        "name": name,
        "allowed": status.get("disruptionsAllowed", 0),
        "healthy": status.get("currentHealthy", 0),
        "needed": status.get("desiredHealthy", 0),
    }
    return [Fact("budget.counted", args)]
