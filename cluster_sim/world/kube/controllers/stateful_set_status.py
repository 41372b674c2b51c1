"""What a StatefulSet's status counts.

pkg/controller/statefulset/stateful_set_control.go: computeReplicaStatus, completeRollingUpdate
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.stateful_set_identity import revision_of
from cluster_sim.world.kube.controllers.stateful_set_revisions import Revisions
from cluster_sim.world.kube.pod_state import available_in, is_ready, phase_of

STATEFULSETS = "statefulsets.apps"

Counts = dict[str, int]

# What the server leaves out of the status when it is 0.
_OPTIONAL = ("readyReplicas", "currentReplicas", "updatedReplicas")


def is_created(pod: Object) -> bool:
    """Whether the API server has the pod."""
    return "status" in pod


def is_running_and_ready(pod: Object) -> bool:
    """Whether the pod runs and answers."""
    return is_created(pod) and phase_of(pod) == "Running" and is_ready(pod)


def is_available(pod: Object, stateful_set: Object, now: int) -> bool:
    """Whether the pod has been ready for ``minReadySeconds``."""
    seconds = stateful_set["spec"].get("minReadySeconds", 0)
    return is_created(pod) and available_in(pod, seconds, now) == 0


def is_unavailable(pod: Object, stateful_set: Object, now: int) -> bool:
    """Whether the pod cannot be counted on: not there, not ready for long enough, or going."""
    return not is_available(pod, stateful_set, now) or is_terminating(pod)


def count(stateful_set: Object, pods: list[Object], revisions: Revisions, now: int) -> Counts:
    """The pods that are there, that are ready, available, of the old and the new revision."""
    running = [pod for pod in pods if is_running_and_ready(pod)]
    staying = [pod for pod in pods if is_created(pod) and not is_terminating(pod)]
    made_from = [revision_of(pod) for pod in staying]
    return {
        "replicas": sum(map(is_created, pods)),
        "readyReplicas": len(running),
        "availableReplicas": sum(is_available(pod, stateful_set, now) for pod in running),
        "currentReplicas": made_from.count(name_of(revisions.current)),
        "updatedReplicas": made_from.count(name_of(revisions.update)),
    }


def report(client: Client, stateful_set: Object, counts: Counts, revisions: Revisions) -> None:
    """Write the status, if it changed. Raises StatusError."""
    current = name_of(revisions.current)
    if _is_complete(stateful_set, counts):
        counts = {**counts, "currentReplicas": counts["updatedReplicas"]}
        current = name_of(revisions.update)
    status: dict[str, Any] = {
        **{field: n for field, n in counts.items() if n or field not in _OPTIONAL},
        "collisionCount": revisions.collisions,
        "currentRevision": current,
        "observedGeneration": stateful_set["metadata"].get("generation", 1),
        "updateRevision": name_of(revisions.update),
    }
    if status != stateful_set.get("status"):
        client.update_status(STATEFULSETS, {**stateful_set, "status": status})


def _is_complete(stateful_set: Object, counts: Counts) -> bool:
    spec = stateful_set["spec"]
    if spec["updateStrategy"]["type"] != "RollingUpdate":
        return False
    fields = ("updatedReplicas", "readyReplicas", "replicas")
    return all(counts[field] == spec["replicas"] for field in fields)
