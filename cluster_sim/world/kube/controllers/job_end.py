"""Whether a Job is to end, and why.

pkg/controller/job/job_controller.go (syncJob) and success_policy.go. How it ended before, the pod
failure policy, the back-off limit, the deadline and the indexes are asked in this order.
"""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import Condition, is_true
from cluster_sim.world.kube.controllers import job_conditions as conditions
from cluster_sim.world.kube.controllers import job_failures as failures
from cluster_sim.world.kube.controllers.job_indexes import read
from cluster_sim.world.kube.controllers.job_round import Round
from cluster_sim.world.kube.pod_state import phase_of
from cluster_sim.world.kube.timings import SECOND


def end_of(seen: Round) -> Condition | None:
    """The condition by which the Job ends, None while it goes on."""
    if is_true(seen.job, conditions.SUCCESS_CRITERIA_MET):
        return _present(seen, conditions.SUCCESS_CRITERIA_MET)
    if is_true(seen.job, conditions.FAILURE_TARGET):
        target = _present(seen, conditions.FAILURE_TARGET)
        return conditions.made(
            conditions.FAILED, target["reason"], target["message"], seen.client.now
        )
    message = failures.failing_message(seen.job, seen.pods)
    if message is not None:
        return _failure(seen, "PodFailurePolicy", message)
    return _too_much(seen) or _end_by_indexes(seen)


def _present(seen: Round, kind: str) -> Condition:
    found: Condition = next(each for each in seen.status["conditions"] if each["type"] == kind)
    return found


def _failure(seen: Round, reason: str, message: str) -> Condition:
    return conditions.made(conditions.FAILURE_TARGET, reason, message, seen.client.now)


def _too_much(seen: Round) -> Condition | None:
    if seen.failed > seen.spec["backoffLimit"] or _restarted_too_often(seen):
        message = "Job has reached the specified backoff limit"
        return _failure(seen, "BackoffLimitExceeded", message)
    if deadline_in(seen) == 0:
        message = "Job was active longer than specified deadline"
        return _failure(seen, "DeadlineExceeded", message)
    return None


def deadline_in(seen: Round) -> int | None:
    """µs until the Job has been active for too long; None without such a limit."""
    limit, start = seen.spec.get("activeDeadlineSeconds"), seen.status.get("startTime")
    if limit is None or start is None or seen.suspended:
        return None
    return max(0, timestamps.parse(start) + limit * SECOND - seen.client.now)


def _restarted_too_often(seen: Round) -> bool:
    """With OnFailure the pod stays and its containers restart: their restarts are counted."""
    if seen.spec["template"]["spec"].get("restartPolicy") != "OnFailure":
        return False
    restarts = sum(
        container.get("restartCount", 0)
        for pod in seen.pods
        if phase_of(pod) in ("Running", "Pending")
        for lists in ("initContainerStatuses", "containerStatuses")
        for container in (pod.get("status") or {}).get(lists) or ()
    )
    return restarts >= max(1, seen.spec["backoffLimit"])


def _end_by_indexes(seen: Round) -> Condition | None:
    if not seen.indexed:
        return None
    lost = len(seen.failed_indexes or ())
    most = seen.spec.get("maxFailedIndexes")
    if most is not None and lost > most:
        message = "Job has exceeded the specified maximal number of failed indexes"
        return _failure(seen, "MaxFailedIndexesExceeded", message)
    if lost and lost + len(seen.succeeded_indexes) >= seen.spec["completions"]:
        return _failure(seen, "FailedIndexes", "Job has failed indexes")
    return _success_policy_met(seen)


def _success_policy_met(seen: Round) -> Condition | None:
    rules = (seen.spec.get("successPolicy") or {}).get("rules") or ()
    for number, rule in enumerate(rules):
        done = seen.succeeded_indexes
        wanted = rule.get("succeededCount")
        if "succeededIndexes" in rule:
            named = read(rule["succeededIndexes"], seen.spec["completions"])
            done, wanted = done & named, len(named) if wanted is None else wanted
        if wanted is not None and len(done) >= wanted:
            message = f"Matched rules at index {number}"
            kind = conditions.SUCCESS_CRITERIA_MET
            return conditions.made(kind, "SuccessPolicy", message, seen.client.now)
    return None
