"""Whether a Deployment is complete, advances, or has run out of time; its conditions.

Rules of pkg/controller/deployment/util/deployment_util.go over the API's own dicts.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import among
from cluster_sim.world.kube.controllers.deployment_math import size

# Reasons of the condition Progressing.
REPLICA_SET_UPDATED: Final = "ReplicaSetUpdated"
FAILED_CREATE: Final = "ReplicaSetCreateError"
NEW_REPLICA_SET: Final = "NewReplicaSetCreated"
FOUND_REPLICA_SET: Final = "FoundNewReplicaSet"
NEW_AVAILABLE: Final = "NewReplicaSetAvailable"
TIMED_OUT: Final = "ProgressDeadlineExceeded"
PAUSED: Final = "DeploymentPaused"
RESUMED: Final = "DeploymentResumed"
# Reasons of the condition Available.
MINIMUM_AVAILABLE: Final = "MinimumReplicasAvailable"
MINIMUM_UNAVAILABLE: Final = "MinimumReplicasUnavailable"

_NO_DEADLINE: Final = 2**31 - 1

Object = dict[str, Any]


def is_complete(deployment: Object, status: Object) -> bool:
    """Whether all desired pods are of the new template and available, and none is left over."""
    desired = size(deployment)
    observed = status.get("observedGeneration") or 0
    return (
        _count(status, "updatedReplicas") == desired
        and _count(status, "replicas") == desired
        and _count(status, "availableReplicas") == desired
        and observed >= (deployment["metadata"].get("generation") or 0)
    )


def is_progressing(deployment: Object, status: Object) -> bool:
    """Whether the status is better than the one the Deployment has."""
    before = deployment.get("status") or {}
    return (
        _count(status, "updatedReplicas") > _count(before, "updatedReplicas")
        or _left_over(status) < _left_over(before)
        or _count(status, "readyReplicas") > _count(before, "readyReplicas")
        or _count(status, "availableReplicas") > _count(before, "availableReplicas")
    )


def has_deadline(deployment: Object) -> bool:
    """Whether progress is watched at all: the largest number of seconds stands for no deadline."""
    return deployment["spec"].get("progressDeadlineSeconds") not in (None, _NO_DEADLINE)


def is_timed_out(deployment: Object, status: Object, now: int) -> bool:
    """Whether no progress was seen for longer than allowed; ``now`` in Unix microseconds."""
    progress = among(status.get("conditions") or (), "Progressing")
    if not has_deadline(deployment) or progress is None:
        return False
    if progress.get("reason") == NEW_AVAILABLE:
        return False
    if progress.get("reason") == TIMED_OUT:
        return True
    since = timestamps.parse(progress["lastUpdateTime"])
    return since + deployment["spec"]["progressDeadlineSeconds"] * timestamps.SECOND < now


def new_condition(kind: str, value: str, reason: str, message: str, now: int) -> Object:
    """A condition of a Deployment; ``now`` in Unix microseconds."""
    text = timestamps.time(now)
    return {
        "type": kind,
        "status": value,
        "lastUpdateTime": text,
        "lastTransitionTime": text,
        "reason": reason,
        "message": message,
    }


def with_condition(conditions: list[Object], new: Object) -> list[Object]:
    """The conditions with this one in place of its namesake, last.

    Nothing changes when status and reason are the same; the time of transition only changes
    with the status.
    """
    current = among(conditions, new["type"])
    if current is not None and current["status"] == new["status"]:
        if current.get("reason") == new["reason"]:
            return conditions
        new = {**new, "lastTransitionTime": current["lastTransitionTime"]}
    return [*without_condition(conditions, new["type"]), new]


def without_condition(conditions: list[Object], kind: str) -> list[Object]:
    """The conditions but those of that type."""
    return [each for each in conditions if each["type"] != kind]


def _count(status: Object, field: str) -> int:
    return int(status.get(field) or 0)


def _left_over(status: Object) -> int:
    return _count(status, "replicas") - _count(status, "updatedReplicas")
