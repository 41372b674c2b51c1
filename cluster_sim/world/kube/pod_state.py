"""What a pod's status says, in the words that controllers ask (pkg/api/v1/pod/util.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition, is_true
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import SECOND


def phase_of(pod: Object) -> str:
    """``status.phase``; a pod that says nothing is Pending."""
    return str((pod.get("status") or {}).get("phase", "Pending"))


def is_finished(pod: Object) -> bool:
    """Whether the pod has run to its end."""
    return phase_of(pod) in ("Succeeded", "Failed")


def is_active(pod: Object) -> bool:
    """Neither finished nor asked to go: what a ReplicaSet counts."""
    return not is_finished(pod) and not is_terminating(pod)


def is_ready(pod: Object) -> bool:
    """Whether the Ready condition holds."""
    return is_true(pod, "Ready")


def available_in(pod: Object, min_ready_seconds: int, now: int) -> int | None:
    """µs until the ready pod has been so for long enough; None while it is not ready.

    ``now`` is in Unix microseconds.
    """
    ready = condition(pod, "Ready")
    if ready is None or ready["status"] != "True":
        return None
    if not min_ready_seconds:
        return 0
    since = timestamps.parse(ready["lastTransitionTime"])
    return max(0, since + min_ready_seconds * SECOND - now)
