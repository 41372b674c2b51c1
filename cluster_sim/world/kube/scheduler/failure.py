"""Telling that a pod could not be placed: the event, and the pod's condition.

pkg/scheduler/schedule_one.go (handleSchedulingFailure)
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import conditions, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client

UNSCHEDULABLE: Final = "Unschedulable"
SCHEDULER_ERROR: Final = "SchedulerError"
# k8s.io/api/events/v1: a note has at most 1 kB (validation.NoteLengthLimit).
_NOTE_LENGTH: Final = 1024


def tell(
    world: World, scheduler: str, pod: Object, message: str, reason: str, node: str | None = None
) -> None:
    """Record FailedScheduling and set PodScheduled to False.

    ``node``: where the pod is nominated to from now on, "" for nowhere, None for as before.
    """
    client = Client(world, scheduler)
    note = message if len(message) <= _NOTE_LENGTH else f"{message[: _NOTE_LENGTH - 4]} ..."
    events.record(client, pod, "Warning", "FailedScheduling", note, scheduler, action="Scheduling")
    status = pod.get("status") or {}
    condition = _condition(world, pod, message, reason)
    if condition != conditions.condition(pod, "PodScheduled"):
        status = conditions.with_condition(status, condition)
    if node is not None:
        status = nominated(status, node)
    if status != (pod.get("status") or {}):
        try:
            client.update_status("pods", {**pod, "status": status})
        except StatusError:
            # The pod is gone or has changed since: its next attempt tells again.
            return


def nominated(status: Object, node: str) -> Object:
    """The status of a pod that is nominated to a node, "" for to none."""
    rest = {key: value for key, value in status.items() if key != "nominatedNodeName"}
    return {**rest, "nominatedNodeName": node} if node else rest


def _condition(world: World, pod: Object, message: str, reason: str) -> dict[str, Any]:
    condition = {
        "type": "PodScheduled",
        "status": "False",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(world.unix),
        "reason": reason,
        "message": message,
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    before = conditions.condition(pod, "PodScheduled")
    if before is not None and before["status"] == "False":
        condition["lastTransitionTime"] = before["lastTransitionTime"]
    return condition
