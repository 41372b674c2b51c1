"""Conditions of a Job: how it is going, and how it ended.

pkg/controller/job/job_controller.go. A Job that is about to end says so first
(SuccessCriteriaMet, FailureTarget) and ends (Complete, Failed) once its pods are gone.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import Condition, is_true
from cluster_sim.world.kube.api.resource import Object

SUCCESS_CRITERIA_MET: Final = "SuccessCriteriaMet"
FAILURE_TARGET: Final = "FailureTarget"
COMPLETE, FAILED, SUSPENDED = "Complete", "Failed", "Suspended"


def made(kind: str, reason: str, message: str, now: int, status: str = "True") -> Condition:
    """A condition that begins now (Unix µs)."""
    time = timestamps.time(now)
    return {
        "type": kind,
        "status": status,
        "lastProbeTime": time,
        "lastTransitionTime": time,
        "reason": reason,
        "message": message,
    }


def is_finished(job: Object) -> bool:
    """Whether the Job is complete or failed."""
    return is_true(job, COMPLETE) or is_true(job, FAILED)


def finished_status(job: Object) -> str:
    """``Complete`` or ``Failed``; empty while the Job goes on."""
    return next((kind for kind in (COMPLETE, FAILED) if is_true(job, kind)), "")


def ensured(conditions: list[Condition], new: Condition) -> list[Condition]:
    """The list with the condition in it; the same list when it says so already.

    What was never said need not be denied: a False is not added to a list without its type.
    """
    for place, present in enumerate(conditions):
        if present["type"] == new["type"]:
            if all(present.get(key) == new[key] for key in ("status", "reason", "message")):
                return conditions
            return [*conditions[:place], new, *conditions[place + 1 :]]
    return conditions if new["status"] == "False" else [*conditions, new]
