"""In-place resize: resources of running containers changed without making the pod anew.

pkg/kubelet/allocation (allocation_manager.go, handlers.go), kuberuntime_manager.go
(doPodResizeAction), events/resize.go. What a pod has been promised is *allocated*, what its
containers run with is *actual*, what the manifest says is *desired*.
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.kubelet import nodefit, runtime, stopping
from cluster_sim.world.kube.kubelet.podrecords import (
    EPHEMERAL,
    EXITED,
    RUNNING,
    WAITING,
    Container,
)
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import MILLISECOND, SECOND

PENDING, IN_PROGRESS = "PodResizePending", "PodResizeInProgress"
DEFERRED, INFEASIBLE = "Deferred", "Infeasible"
# The runtime writes the cgroup; the kubelet sees it done at its next look at the runtime.
_ACTUATION = 30 * MILLISECOND
# allocation_manager.go: retryDelay
_RETRY = 180 * SECOND


def allocate(turn: Turn) -> None:
    """Promise the pod, when it is first seen, what its manifest asks for."""
    if turn.record.get("allocated") is None:
        turn.record["allocated"] = desired(turn)


def desired(turn: Turn) -> dict[str, Any]:
    """The resources of each container as the manifest has them now."""
    return {
        each["name"]: turn.spec_of(each).get("resources") or {}
        for each in turn.containers
        if each["kind"] != EPHEMERAL
    }


def advance(turn: Turn) -> None:
    """Promise what is newly asked for if the node has it, then see that it is given."""
    allocate(turn)
    if turn.record["allocated"] != desired(turn):
        _ask(turn)
    elif _condition(turn, PENDING):
        _set(turn, PENDING, None)
    _actuate(turn)


def _ask(turn: Turn) -> None:
    reason, message = nodefit.resize_problem(turn.world, turn.node, turn.pod)
    generation = int(turn.pod["metadata"].get("generation", 1))
    if reason:
        known = _condition(turn, PENDING)
        new = {"reason": reason, "message": message, "generation": generation}
        if known != new:
            _set(turn, PENDING, new)
            text = f"Pod resize {reason}: {_details(turn, desired(turn), generation, message)}"
            turn.warning(None, f"Resize{reason}", text)
        if reason == DEFERRED:
            turn.wake(turn.now + _RETRY)
        return
    turn.record["allocated"] = desired(turn)
    _set(turn, PENDING, None)
    _set(turn, IN_PROGRESS, {"reason": "", "message": "", "generation": generation})
    text = f"Pod resize started: {_details(turn, turn.record['allocated'], generation)}"
    turn.normal(None, "ResizeStarted", text)


def _actuate(turn: Turn) -> None:
    """Give running containers what they were promised; some have to be restarted for it."""
    if not _condition(turn, IN_PROGRESS):
        return
    for container in turn.containers:
        if container["kind"] != EPHEMERAL and container["stage"] == RUNNING:
            _give(turn, container)
    if all(_is_actual(turn, each) for each in turn.containers):
        generation = _condition(turn, IN_PROGRESS)["generation"]
        _set(turn, IN_PROGRESS, None)
        text = f"Pod resize completed: {_details(turn, turn.record['allocated'], generation)}"
        turn.normal(None, "ResizeCompleted", text)


def _give(turn: Turn, container: Container) -> None:
    wanted = turn.record["allocated"][container["name"]]
    before = container.get("actual", wanted)
    if before == wanted or container.get("stopped_for"):
        return
    if _needs_restart(turn, container, before, wanted):
        turn.normal(container, "Killing", f"Container {container['name']} resize requires restart")
        grace = int(turn.pod["spec"].get("terminationGracePeriodSeconds", 30)) * SECOND
        stopping.stop(turn, container, grace, "resize")
        return
    at = container.get("resized")
    if at is None:
        container["resized"] = at = turn.relist(turn.now + _ACTUATION)
    if at > turn.now:
        turn.wake(at)
        return
    container.update(resized=None, actual=wanted)
    memory, cpu = runtime.limits_of({"resources": wanted})
    runtime.set_limits(turn.world, container, memory, cpu, turn.now)
    turn.wake(container["ends"][0] if container["ends"] else None)


def _is_actual(turn: Turn, container: Container) -> bool:
    if container["kind"] == EPHEMERAL or container["stage"] in (EXITED, WAITING):
        return container["stage"] != EXITED or not container.get("stopped_for")
    if container["stage"] != RUNNING:
        return False
    wanted = turn.record["allocated"][container["name"]]
    return bool(container.get("actual", wanted) == wanted)


def _needs_restart(
    turn: Turn, container: Container, before: dict[str, Any], after: dict[str, Any]
) -> bool:
    policies = {
        each["resourceName"]: each["restartPolicy"]
        for each in turn.spec_of(container).get("resizePolicy") or ()
    }
    for name in ("cpu", "memory"):
        changed = any(
            (before.get(kind) or {}).get(name) != (after.get(kind) or {}).get(name)
            for kind in ("requests", "limits")
        )
        if changed and policies.get(name) == "RestartContainer":
            return True
    return False


def _condition(turn: Turn, kind: str) -> dict[str, Any]:
    return (turn.record.get("resize") or {}).get(kind) or {}


def _set(turn: Turn, kind: str, value: dict[str, Any] | None) -> None:
    turn.record["resize"] = {**(turn.record.get("resize") or {}), kind: value}


def _details(turn: Turn, resources: dict[str, Any], generation: int, error: str = "") -> str:
    """The part of an event that programs read: compact JSON."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for container in turn.containers:
        if container["name"] in resources and (container["sidecar"] or not _is_init(container)):
            each = {"name": container["name"], "resources": resources[container["name"]]}
            lists.setdefault(container["kind"], []).append(each)
    found: dict[str, Any] = {kind: lists[kind] for kind in sorted(lists, reverse=True)}
    found["generation"] = generation
    if error:
        found["error"] = error
    return json.dumps(found, separators=(",", ":"))


def _is_init(container: Container) -> bool:
    return bool(container["kind"] == "initContainers")
