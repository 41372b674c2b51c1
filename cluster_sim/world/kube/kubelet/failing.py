"""Pods that the kubelet itself ends or does not take: no room, too long, too much used.

pkg/kubelet/kubelet.go (rejectPod), active_deadline.go, eviction/eviction_manager.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import qos, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import (
    machines,
    nodefit,
    pressure,
    pressurework,
    storage,
    telling,
)
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import SECOND

DEADLINE = "Pod was active on the node longer than the specified deadline"


def refused(world: World, pod: Object) -> bool:
    """Refuse a pod that cannot be admitted to its node: it has failed, and nothing of it runs."""
    node = pod["spec"].get("nodeName", "")
    if is_terminating(pod):
        return False
    reason, message = pressure.admission_problem(world, node, pod)
    if not reason:
        reason, message = nodefit.admission_problem(world, node, pod)
    if not reason:
        return False
    client = machines.client_of(world, node)
    status: dict[str, Any] = {
        **(pod.get("status") or {}),
        "phase": "Failed",
        "reason": reason,
        "message": f"Pod was rejected: {message}",
        "observedGeneration": pod["metadata"].get("generation", 1),
        "qosClass": qos.computed(pod["spec"]),
        "startTime": timestamps.time(world.unix),
    }
    try:
        client.update_status("pods", {**pod, "status": status})
    except StatusError:
        return False
    telling.warning(client, pod, reason, message)
    return True


def judge(turn: Turn) -> None:
    """End the pod if its time is over or it has filled more of the disk than it may."""
    if _is_overdue(turn):
        turn.normal(None, "DeadlineExceeded", DEADLINE)
        grace = int(turn.pod["spec"].get("terminationGracePeriodSeconds", 30)) * SECOND
        begin(turn, "DeadlineExceeded", DEADLINE, grace)
        return
    message = pressurework.eviction_of(turn.world, turn.key) or storage.excess(turn)
    if message:
        turn.warning(None, "Evicted", message)
        begin(turn, "Evicted", message, SECOND, ("TerminationByKubelet", message))


def begin(
    turn: Turn,
    reason: str,
    message: str,
    grace: int,
    disruption: tuple[str, str] | None = None,
) -> None:
    """From now on the pod is ended by its kubelet; ``grace`` in µs (evicted: one second)."""
    turn.record["failed"] = {
        "reason": reason,
        "message": message,
        "grace": grace,
        "disruption": disruption,
        "begun": False,
    }


def _is_overdue(turn: Turn) -> bool:
    seconds = turn.pod["spec"].get("activeDeadlineSeconds")
    started = (turn.pod.get("status") or {}).get("startTime")
    if seconds is None or not started:
        return False
    over = timestamps.parse(started) + int(seconds) * SECOND
    turn.wake(max(over, turn.now + 1) if over > turn.now else None)
    return over <= turn.now
