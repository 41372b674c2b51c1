"""How pods end: asked to, in their own time, or because all their work is done.

pkg/kubelet/kubelet.go (SyncTerminatingPod, SyncTerminatedPod), kuberuntime_container.go
(killContainer): preStop first, then SIGTERM, SIGKILL when the grace is over, never less than
two seconds after SIGTERM.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers.programs.execution import execute
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.kubelet import podips, runtime
from cluster_sim.world.kube.kubelet.podrecords import (
    CREATING,
    EXITED,
    PULLING,
    RUNNING,
    WAITING,
    Container,
    forget,
)
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import MILLISECOND, SECOND

_LEAST_GRACE = 2 * SECOND
_HTTP_HOOK = 5 * MILLISECOND
# Stopping the sandbox and tearing down volumes once the containers have ended.
_TEAR_DOWN = 60 * MILLISECOND


def terminate(turn: Turn) -> int | None:
    """Somebody asked for the pod's deletion: end it in good order, then let it go."""
    record, grace = turn.record, int(turn.pod["metadata"].get("deletionGracePeriodSeconds") or 0)
    ending = record["ending"]
    if ending is None or grace < ending["grace"]:
        _begin(turn, grace)
    for container in turn.containers:
        _end_if_due(turn, container)
    if any(each["stage"] == RUNNING for each in turn.containers):
        turn.report()
        return turn.remember()
    if record["ending"].get("deleted"):
        return turn.remember()
    if record["ending"].get("down") is None:
        ended = max((each["finished"] or 0 for each in turn.containers), default=0)
        down = max(ended + _TEAR_DOWN, turn.now)
        record["ending"] = {**record["ending"], "down": down}
        if down > turn.now:
            turn.wake(down)
            return turn.remember()
    return _finalise(turn)


def _finalise(turn: Turn) -> int | None:
    """The last status, then the deletion at the next look at the runtime."""
    ending = turn.record["ending"]
    if ending["down"] > turn.now:
        turn.wake(ending["down"])
        return turn.remember()
    if "gone" not in ending:
        turn.report(final=True)
        release(turn)
        gone = turn.relist(turn.now)
        turn.record["ending"] = {**ending, "gone": gone}
        turn.wake(gone)
        return turn.remember()
    if ending["gone"] > turn.now:
        turn.wake(ending["gone"])
        return turn.remember()
    options = DeleteOptions(grace_seconds=0, uid=turn.record["uid"])
    turn.client.delete("pods", turn.record["namespace"], turn.name, options)
    if turn.world.store.get("pods", turn.record["namespace"], turn.name) is None:
        forget(turn.world, turn.key)
        return None
    turn.record["ending"] = {**ending, "deleted": True}
    return turn.remember()


def complete(turn: Turn) -> None:
    """All containers have done their work: tell it, take the pod down, tell its phase."""
    for container in turn.containers:
        _end_if_due(turn, container)
    running = [each for each in turn.containers if each["stage"] == RUNNING]
    if running:
        if turn.record["ending"] is None:
            grace = int(turn.pod["spec"].get("terminationGracePeriodSeconds", 30))
            turn.record["ending"] = {"grace": grace}
            for container in running:
                _stop(turn, container, grace * SECOND)
                turn.wake(container["ends"][0])
        turn.report()
        return
    ending = turn.record["ending"] or {}
    if "down" not in ending:
        turn.report()
        down = turn.relist(turn.now)
        turn.record["ending"] = {**ending, "grace": 0, "down": down}
        turn.due.clear()
        turn.wake(down)
    elif ending["down"] > turn.now:
        turn.wake(ending["down"])
    else:
        turn.due.clear()
        turn.report(final=True)
        turn.record["ending"] = None
        release(turn)


def release(turn: Turn) -> None:
    """Nothing runs any more: the pod's address may go to another."""
    if turn.record["sandbox"] is not None:
        podips.release(turn.world, turn.record["ip"], turn.key)
        turn.record["sandbox"] = None


def _begin(turn: Turn, grace: int) -> None:
    again = turn.record["ending"] is not None
    turn.record["ending"] = {"grace": grace}
    for container in turn.containers:
        if container["stage"] in (PULLING, CREATING):
            stage = EXITED if container["finished"] is not None else WAITING
            container.update(stage=stage, due=None)
        container.update(probes={}, shown=None, said=None)
        if container["stage"] == RUNNING:
            if not again and not container.get("stopped_for"):
                text = f"Stopping container {container['name']}"
                turn.normal(container, "Killing", text)
            _stop(turn, container, grace * SECOND)
    if is_finished(turn.pod):
        turn.record["ending"] = {"grace": grace, "down": turn.now}


def _stop(turn: Turn, container: Container, grace: int) -> None:
    hook = ((turn.spec_of(container).get("lifecycle") or {}).get("preStop")) or {}
    used = min(_hook_time(turn, container, hook), grace)
    left = max(grace - used, _LEAST_GRACE)
    container["stopped_for"] = "termination"
    runtime.stop(turn.world, container, turn.now + used, left)


def _hook_time(turn: Turn, container: Container, hook: dict[str, Any]) -> int:
    """µs that the preStop hook takes."""
    if "sleep" in hook:
        return int(hook["sleep"].get("seconds") or 0) * SECOND
    if "httpGet" in hook:
        return _HTTP_HOOK
    if "exec" not in hook:
        return 0
    program, run = runtime.program_of(turn.world, container["run"])
    done = execute(program, run, hook["exec"].get("command") or [], turn.now)
    if done.code:
        text = "PreStopHook failed"
        turn.warning(container, "FailedPreStopHook", text)
    return done.time


def _end_if_due(turn: Turn, container: Container) -> None:
    if container["stage"] != RUNNING or container["ends"] is None:
        return
    end = container["ends"][0]
    if end <= turn.now:
        runtime.finish(container)
    else:
        turn.wake(end)
