"""What a pod's status says, in the words that controllers ask (pkg/api/v1/pod/util.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import SECOND


def phase_of(pod: Object) -> str:
    """``status.phase``; a pod that says nothing is Pending."""
    return str((pod.get("status") or {}).get("phase", "Pending"))


def condition(obj: Object, kind: str) -> dict[str, Any] | None:
    """The condition of that type, or None."""
    for found in (obj.get("status") or {}).get("conditions") or ():
        if found["type"] == kind:
            return found
    return None


def with_condition(status: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The status with the condition in its place; the same content when it says the same."""
    conditions = list(status.get("conditions") or ())
    for place, present in enumerate(conditions):
        if present["type"] == new["type"]:
            conditions[place] = new
            break
    else:
        conditions.append(new)
    return {**status, "conditions": conditions}


def is_finished(pod: Object) -> bool:
    """Whether the pod has run to its end."""
    return phase_of(pod) in ("Succeeded", "Failed")


def is_active(pod: Object) -> bool:
    """Neither finished nor asked to go: what a ReplicaSet counts."""
    return not is_finished(pod) and not is_terminating(pod)


def is_ready(pod: Object) -> bool:
    """Whether the Ready condition holds."""
    ready = condition(pod, "Ready")
    return ready is not None and ready["status"] == "True"


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
