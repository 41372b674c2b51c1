"""The status of a Deployment: its counts, and whether it advances.

pkg/controller/deployment/progress.go and sync.go (calculateStatus)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import among, condition
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.deployment_math import (
    max_unavailable,
    size,
    total_size,
    total_status,
)
from cluster_sim.world.kube.controllers.deployment_progress import (
    MINIMUM_AVAILABLE,
    MINIMUM_UNAVAILABLE,
    NEW_AVAILABLE,
    REPLICA_SET_UPDATED,
    TIMED_OUT,
    has_deadline,
    is_complete,
    is_progressing,
    is_timed_out,
    new_condition,
    with_condition,
    without_condition,
)
from cluster_sim.world.kube.controllers.deployment_replica_sets import DEPLOYMENTS
from cluster_sim.world.kube.timings import SECOND


def report(
    client: Client,
    deployment: Object,
    replica_sets: list[Object],
    new: Object | None,
    rollout: bool = True,
) -> int | None:
    """Write the status; the µs after which the deadline to progress should be looked at.

    Counts are those of ``replica_sets`` as the caller found them. ``rollout`` False leaves the
    condition Progressing alone, as while paused or being scaled.
    """
    status = _status(client, deployment, replica_sets, new)
    if rollout:
        status = _with_progress(client, deployment, status, new)
        status = _with_failure(status, replica_sets)
    if status != (deployment.get("status") or {}):
        client.update_status(DEPLOYMENTS, {**deployment, "status": status})
    return _until_deadline(client, deployment, status)


def _status(
    client: Client, deployment: Object, replica_sets: list[Object], new: Object | None
) -> dict[str, Any]:
    before = deployment.get("status") or {}
    available = total_status(replica_sets, "availableReplicas")
    counts = {
        "replicas": total_status(replica_sets, "replicas"),
        "updatedReplicas": total_status([new] if new else [], "replicas"),
        "readyReplicas": total_status(replica_sets, "readyReplicas"),
        "availableReplicas": available,
        "unavailableReplicas": max(0, total_size(replica_sets) - available),
    }
    status: dict[str, Any] = {field: count for field, count in counts.items() if count}
    status["observedGeneration"] = deployment["metadata"].get("generation", 1)
    status["terminatingReplicas"] = total_status(replica_sets, "terminatingReplicas")
    if before.get("collisionCount") is not None:
        status["collisionCount"] = before["collisionCount"]
    enough = available >= size(deployment) - max_unavailable(deployment)
    status["conditions"] = with_condition(
        list(before.get("conditions") or ()), _availability(enough, client.now)
    )
    return status


def _availability(enough: bool, now: int) -> dict[str, Any]:
    if enough:
        text = "Deployment has minimum availability."
        return new_condition("Available", "True", MINIMUM_AVAILABLE, text, now)
    text = "Deployment does not have minimum availability."
    return new_condition("Available", "False", MINIMUM_UNAVAILABLE, text, now)


def _with_progress(
    client: Client, deployment: Object, status: dict[str, Any], new: Object | None
) -> dict[str, Any]:
    if not has_deadline(deployment):
        return {**status, "conditions": without_condition(status["conditions"], "Progressing")}
    present = among(status["conditions"], "Progressing")
    done = status.get("replicas", 0) == status.get("updatedReplicas", 0)
    if done and present is not None and present.get("reason") == NEW_AVAILABLE:
        return status
    told = _progress(client, deployment, status, new, present)
    if told is None:
        return status
    return {**status, "conditions": told}


def _progress(
    client: Client,
    deployment: Object,
    status: dict[str, Any],
    new: Object | None,
    present: dict[str, Any] | None,
) -> list[dict[str, Any]] | None:
    """The conditions with Progressing as it stands now; None when nothing moved."""
    what = f'ReplicaSet "{name_of(new)}"' if new else f'Deployment "{name_of(deployment)}"'
    conditions = status["conditions"]
    if is_complete(deployment, status):
        text = f"{what} has successfully progressed."
        return with_condition(conditions, _now(client, "True", NEW_AVAILABLE, text))
    if is_progressing(deployment, status):
        told = _now(client, "True", REPLICA_SET_UPDATED, f"{what} is progressing.")
        if present is None:
            return with_condition(conditions, told)
        if present["status"] == "True":
            told["lastTransitionTime"] = present["lastTransitionTime"]
        # Replaced even when the words are the same: the time restarts the deadline.
        return [*without_condition(conditions, "Progressing"), told]
    if is_timed_out(deployment, status, client.now):
        text = f"{what} has timed out progressing."
        return with_condition(conditions, _now(client, "False", TIMED_OUT, text))
    return None


def _now(client: Client, value: str, reason: str, message: str) -> dict[str, Any]:
    return new_condition("Progressing", value, reason, message, client.now)


def _with_failure(status: dict[str, Any], replica_sets: list[Object]) -> dict[str, Any]:
    """A ReplicaSet that cannot make pods says so in the Deployment too."""
    for replica_set in replica_sets:
        failure = condition(replica_set, "ReplicaFailure")
        if failure is not None:
            told = {**failure, "lastUpdateTime": failure["lastTransitionTime"]}
            return {**status, "conditions": with_condition(status["conditions"], told)}
    return {**status, "conditions": without_condition(status["conditions"], "ReplicaFailure")}


def _until_deadline(client: Client, deployment: Object, status: dict[str, Any]) -> int | None:
    progress = among(status["conditions"], "Progressing")
    seconds = deployment["spec"].get("progressDeadlineSeconds")
    if progress is None or not seconds or is_complete(deployment, status):
        return None
    if progress.get("reason") in (TIMED_OUT, NEW_AVAILABLE):
        return None
    due = timestamps.parse(progress["lastUpdateTime"]) + (seconds + 1) * SECOND
    return max(SECOND, due - client.now)
