"""Counting the pods that ended, each exactly once, and letting them go.

pkg/controller/job/job_controller.go (trackJobStatusAndRemoveFinalizers): the uid of a pod that
ended is written into the status, then the finalizer comes off the pod, then the count goes up.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers import job_conditions as conditions
from cluster_sim.world.kube.controllers.job_failures import is_pod_failed, verdict
from cluster_sim.world.kube.controllers.job_indexes import index_of, written
from cluster_sim.world.kube.controllers.job_pods import released
from cluster_sim.world.kube.controllers.job_round import BACKOFF, JOBS, Round, is_tracked
from cluster_sim.world.kube.pod_state import phase_of

_MOST_UNCOUNTED: Final = 500
_OUTCOMES: Final = ("succeeded", "failed")


def track(seen: Round) -> None:
    """Write the status of a Job as its pods and this look have left it.

    Raises StatusError when the status cannot be written.
    """
    waiting = {pod["metadata"]["uid"] for pod in seen.pods if is_tracked(pod)}
    _take_off(seen, waiting)
    leaving = _note_ended(seen)
    _write_indexes(seen)
    _announce_end(seen)
    _flush(seen)
    gone = {pod["metadata"]["uid"] for pod in leaving if released(seen.client, pod)}
    _take_off(seen, waiting - gone)
    ended = len(leaving) < _MOST_UNCOUNTED and _end(seen)
    _flush(seen)
    if ended:
        _tell_end(seen)


def _take_off(seen: Round, waiting: set[str]) -> None:
    """Count the pods whose finalizer is off."""
    uncounted: dict[str, list[str]] = {}
    for outcome in _OUTCOMES:
        noted = seen.uncounted(outcome)
        left = [uid for uid in noted if uid in waiting]
        if len(left) != len(noted):
            seen.status[outcome] = seen.status.get(outcome, 0) + len(noted) - len(left)
        if left:
            uncounted[outcome] = left
    seen.status["uncountedTerminatedPods"] = uncounted


def _note_ended(seen: Round) -> list[Object]:
    """Note the pods that ended in the status; those that may lose their finalizer."""
    noted = {outcome: list(seen.uncounted(outcome)) for outcome in _OUTCOMES}
    leaving: list[Object] = []
    for pod in _in_order(seen):
        if len(leaving) == _MOST_UNCOUNTED:
            break
        if not is_tracked(pod) or not _may_leave(seen, pod):
            continue
        leaving.append(pod)
        outcome = _outcome(seen, pod)
        uid = pod["metadata"]["uid"]
        if outcome and uid not in noted["failed"] and uid not in noted["succeeded"]:
            noted[outcome].append(uid)
    seen.status["uncountedTerminatedPods"] = {key: uids for key, uids in noted.items() if uids}
    return leaving


def _in_order(seen: Round) -> list[Object]:
    return sorted(seen.pods, key=index_of) if seen.indexed else seen.pods


def _may_leave(seen: Round, pod: Object) -> bool:
    if is_terminating(seen.job) or seen.finished is not None or phase_of(pod) == "Succeeded":
        return True
    if not is_pod_failed(seen.job, pod):
        return False
    kept = seen.delayed.get(index_of(pod))
    return kept is None or kept["metadata"]["uid"] != pod["metadata"]["uid"]


def _outcome(seen: Round, pod: Object) -> str:
    """As what the pod is counted; empty when it is not, or by its index."""
    if phase_of(pod) == "Succeeded":
        return "" if seen.indexed else "succeeded"
    failing = seen.finished is not None and seen.finished["type"] in (
        conditions.FAILURE_TARGET,
        conditions.FAILED,
    )
    # When the Job has failed, every pod that has not ended is a failed one.
    if not is_pod_failed(seen.job, pod) and not failing:
        return ""
    return "failed" if seen.valid_index(pod) and verdict(seen.job, pod).counts else ""


def _write_indexes(seen: Round) -> None:
    if not seen.indexed:
        return
    seen.status["succeeded"] = len(seen.succeeded_indexes)
    seen.status["completedIndexes"] = written(seen.succeeded_indexes)
    if seen.failed_indexes is not None:
        seen.status["failedIndexes"] = written(seen.failed_indexes)


def _announce_end(seen: Round) -> None:
    """Say that the Job is about to end; ``finished`` becomes how it does."""
    coming = seen.finished
    if coming is None or coming["type"] in (conditions.COMPLETE, conditions.FAILED):
        return
    present = seen.status.get("conditions") or []
    if not any(each["type"] == coming["type"] for each in present):
        seen.status["conditions"] = [*present, coming]
    met = coming["type"] == conditions.SUCCESS_CRITERIA_MET
    final = conditions.COMPLETE if met else conditions.FAILED
    seen.finished = conditions.made(final, coming["reason"], coming["message"], seen.client.now)


def _end(seen: Round) -> bool:
    """End the Job, unless a pod is yet to be counted or to go; whether it has ended."""
    final = seen.finished
    if final is None or seen.terminating > 0 or any(map(seen.uncounted, _OUTCOMES)):
        return False
    present = seen.status.get("conditions") or []
    seen.status["conditions"] = conditions.ensured(present, final)
    if final["type"] == conditions.COMPLETE:
        seen.status["completionTime"] = final["lastTransitionTime"]
    return True


def _flush(seen: Round) -> None:
    """Write the status if it changed, and remember the failures with it."""
    client, job = seen.client, seen.job
    status = _written(seen.status)
    if status == (job.get("status") or {}):
        return
    seen.job = client.update_status(JOBS, {**job, "status": status})
    client.world.remember(BACKOFF)[seen.key] = tuple(seen.backoff)


def _written(status: dict[str, Any]) -> dict[str, Any]:
    """The status as it is stored: counts of nothing and empty texts are left out."""
    without = {"active", "succeeded", "failed", "completedIndexes"}
    return {key: value for key, value in status.items() if value or key not in without}


def _tell_end(seen: Round) -> None:
    final = seen.finished
    assert final is not None, "the Job has ended"
    if final["type"] != conditions.COMPLETE:
        seen.tell(final["reason"], final["message"], events.WARNING)
        return
    completions = seen.spec.get("completions")
    if completions is not None and seen.status.get("succeeded", 0) > completions:
        message = "Too many succeeded pods running after completion count reached"
        seen.tell("TooManySucceededPods", message, events.WARNING)
    seen.tell("Completed", "Job completed")
