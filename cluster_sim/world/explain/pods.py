"""What changes of a pod tell: how it came, where it went, how its containers fare."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain import disruption, placement, shortage
from cluster_sim.world.explain.fact import Fact, since_cause
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import controller_of, is_terminating
from cluster_sim.world.kube.controllers.taint_eviction import NAME as TAINT_EVICTION
from cluster_sim.world.kube.pod_state import is_finished, is_ready, phase_of

Object = dict[str, Any]


def pod(world: World, change: Change) -> list[Fact]:
    """All that the change tells; the start comes before the readiness."""
    if change.old is None or change.new is None:
        return _existence(world, change)
    found = [*_leaving(world, change, change.old, change.new)]
    found += _placement(world, change, change.old, change.new)
    return found + _life(change.key.name, change.old, change.new)


def _existence(world: World, change: Change) -> list[Fact]:
    name = change.key.name
    if change.new is None:
        # That the pod was asked to go has been told; now it is gone.
        told = change.old is not None and is_terminating(change.old)
        return [] if told else [Fact("pod.deleted", {"pod": name})]
    owner = controller_of(change.new)
    args: dict[str, Any] = {"pod": name, "owner": ""}
    if owner is not None:
        missing = shortage.before(world, change)
        args |= {"owner": f"{owner['kind']} {owner['name']}", "missing": missing}
    return [Fact("pod.created", args), *disruption.unqueued(world, change, change.new)]


def _leaving(world: World, change: Change, old: Object, new: Object) -> list[Fact]:
    if is_terminating(old) or not is_terminating(new):
        return []
    if change.actor != TAINT_EVICTION:
        fact = disruption.leaving(world, change, new)
        return [fact or Fact("pod.deleted", {"pod": change.key.name})]
    node, tolerated = new["spec"].get("nodeName", ""), since_cause(world, change)
    args = {"pod": change.key.name, "node": node, "after": tolerated}
    return [Fact("pod.evicted", args)]


def _placement(world: World, change: Change, old: Object, new: Object) -> list[Fact]:
    node = new["spec"].get("nodeName")
    if node and not old["spec"].get("nodeName"):
        args = {"pod": change.key.name, "node": node}
        return [Fact("pod.bound", args | placement.figures(world, new))]
    waiting = _waiting(change.key.name, old, new) + disruption.ungated(change, old, new)
    return waiting + disruption.nomination(world, change, old, new)


def _waiting(name: str, old: Object, new: Object) -> list[Fact]:
    scheduled, before = condition(new, "PodScheduled"), condition(old, "PodScheduled")
    if scheduled is None or scheduled["status"] != "False":
        return []
    message = scheduled.get("message", "")
    if before is not None and before.get("message", "") == message:
        return []
    return [Fact("pod.unschedulable", {"pod": name, "message": message})]


def _life(name: str, old: Object, new: Object) -> list[Fact]:
    found = _mishaps(name, old, new)
    if phase_of(new) == "Running" and phase_of(old) != "Running":
        found.append(Fact("pod.started", {"pod": name, "node": new["spec"].get("nodeName", "")}))
    if is_finished(new) and not is_finished(old):
        found.append(_end(name, new))
    elif is_ready(new) != is_ready(old) and not _is_of_job(new):
        found.append(Fact("pod.ready" if is_ready(new) else "pod.not-ready", {"pod": name}))
    return found


def _is_of_job(pod: Object) -> bool:
    """Whether nobody sends it requests, so that its being ready means nothing."""
    owner = controller_of(pod)
    return owner is not None and owner["kind"] == "Job"


def _end(name: str, pod: Object) -> Fact:
    """Its work is done or has failed, it was asked to stop, or the kubelet ended or refused it."""
    status = pod.get("status") or {}
    args = {"pod": name, "node": pod["spec"].get("nodeName", "")}
    reason, message = status.get("reason", ""), status.get("message", "")
    if reason == "Evicted":
        return Fact("pod.pushed-out", args | {"message": message})
    if reason == "DeadlineExceeded":
        return Fact("pod.overdue", args)
    if message.startswith("Pod was rejected: "):
        told = message.removeprefix("Pod was rejected: ")
        return Fact("pod.rejected", args | {"reason": reason, "message": told})
    if is_terminating(pod):
        return Fact("pod.stopped", args)
    return Fact("pod.finished", {"pod": name, "phase": phase_of(pod)})


def _mishaps(name: str, old: Object, new: Object) -> list[Fact]:
    found = []
    for told in _statuses(new):
        before = next((each for each in _statuses(old) if each["name"] == told["name"]), {})
        if told.get("state") != before.get("state"):
            found += _mishap(name, told)
    return found


def _statuses(pod: Object) -> list[Object]:
    status = pod.get("status") or {}
    return [*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())]


def _mishap(name: str, told: Object) -> list[Fact]:
    state = told.get("state") or {}
    ended = state.get("terminated")
    if ended is not None and ended.get("exitCode"):
        args = {"pod": name, "code": ended["exitCode"], "reason": ended.get("reason", "")}
        return [Fact("pod.crashed", args)]
    reason = (state.get("waiting") or {}).get("reason")
    if reason in ("ErrImagePull", "InvalidImageName", "ErrImageNeverPull"):
        return [Fact("pod.image-failed", {"pod": name, "image": told.get("image", "")})]
    return []
