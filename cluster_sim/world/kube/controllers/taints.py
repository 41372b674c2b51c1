"""Taints and tolerations, as controllers and the scheduler compare them.

component-helpers/scheduling/corev1/helpers.go and pkg/apis/core/v1/helper (ToleratesTaint)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object

NO_EXECUTE, NO_SCHEDULE = "NoExecute", "NoSchedule"
UNREACHABLE = "node.kubernetes.io/unreachable"
NOT_READY = "node.kubernetes.io/not-ready"
UNSCHEDULABLE = "node.kubernetes.io/unschedulable"

Taint = dict[str, Any]


def taints_of(node: Object, effect: str = "") -> list[Taint]:
    """The node's taints, those of one effect when it is given."""
    taints = node["spec"].get("taints") or ()
    return [taint for taint in taints if effect in ("", taint["effect"])]


def tolerates(toleration: dict[str, Any], taint: Taint) -> bool:
    """Whether the toleration matches the taint's effect, key and value."""
    if toleration.get("effect") and toleration["effect"] != taint["effect"]:
        return False
    if toleration.get("key") and toleration["key"] != taint["key"]:
        return False
    operator = toleration.get("operator") or "Equal"
    if operator == "Exists":
        return True
    return operator == "Equal" and toleration.get("value", "") == taint.get("value", "")


def tolerated_seconds(pod: Object, taints: list[Taint]) -> float | None:
    """How long the pod bears these NoExecute taints: infinity for ever, None not at all.

    Of the tolerations that are used, the one with the least seconds counts; a negative number
    means at once (pkg/controller/tainteviction: getMinTolerationTime).
    """
    used = []
    for taint in taints:
        matching = [t for t in pod["spec"].get("tolerations") or () if tolerates(t, taint)]
        if not matching:
            return None
        used.append(matching[0])
    limits = [t["tolerationSeconds"] for t in used if t.get("tolerationSeconds") is not None]
    return max(0, min(limits)) if limits else float("inf")
