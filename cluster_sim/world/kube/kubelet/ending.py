"""How pods end: asked to, in their own time, or because all their work is done.

pkg/kubelet/kubelet.go (SyncTerminatingPod, SyncTerminatedPod), kuberuntime_container.go
(killContainer): preStop first, then SIGTERM, SIGKILL when the grace is over, never less than
two seconds after SIGTERM.
"""

from __future__ import annotations

from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.kubelet import podips, settling, stopping
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
            stopping.stop_all(turn, grace * SECOND)
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


def fail(turn: Turn) -> None:
    """The kubelet itself ends the pod: its containers are stopped, then it has Failed."""
    failed = turn.record["failed"]
    if not failed["begun"]:
        turn.record["failed"] = {**failed, "begun": True}
        _give_up_starting(turn)
        stopping.stop_all(turn, failed["grace"])
    for container in turn.containers:
        _end_if_due(turn, container)
    if any(each["stage"] == RUNNING for each in turn.containers):
        turn.report()
        return
    turn.due.clear()
    turn.report(final=True)
    turn.record["ending"] = None
    release(turn)


def _begin(turn: Turn, grace: int) -> None:
    again = turn.record["ending"] is not None
    turn.record["ending"] = {"grace": grace}
    _give_up_starting(turn)
    stopping.stop_all(turn, grace * SECOND, told=not again)
    if is_finished(turn.pod):
        turn.record["ending"] = {"grace": grace, "down": turn.now}


def _give_up_starting(turn: Turn) -> None:
    for container in turn.containers:
        if container["stage"] in (PULLING, CREATING):
            stage = EXITED if container["finished"] is not None else WAITING
            container.update(stage=stage, due=None)
        container.update(probes={}, shown=None, said=None, hook=None)


def _end_if_due(turn: Turn, container: Container) -> None:
    if container["stage"] != RUNNING or container["ends"] is None:
        return
    end = container["ends"][0]
    if end <= turn.now:
        settling.finish(turn, container)
    else:
        turn.wake(end)
