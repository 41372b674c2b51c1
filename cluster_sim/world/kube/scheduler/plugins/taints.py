"""Whether tolerations outweigh taints (k8s.io/component-helpers/scheduling/corev1/helpers.go)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Taint = Mapping[str, Any]
Toleration = Mapping[str, Any]

NO_SCHEDULE, NO_EXECUTE, PREFER_NO_SCHEDULE = "NoSchedule", "NoExecute", "PreferNoSchedule"
REPELLING: Final = (NO_SCHEDULE, NO_EXECUTE)

# What the node lifecycle controller puts on a cordoned node.
UNSCHEDULABLE_TAINT: Final = "node.kubernetes.io/unschedulable"


def tolerates(toleration: Toleration, taint: Taint) -> bool:
    """Whether one toleration bears one taint."""
    effect, key = toleration.get("effect"), toleration.get("key")
    if effect and effect != taint.get("effect"):
        return False
    if key and key != taint.get("key"):
        return False
    operator = toleration.get("operator") or "Equal"
    if operator == "Equal":
        return bool((toleration.get("value") or "") == (taint.get("value") or ""))
    return bool(operator == "Exists")


def untolerated(
    taints: Iterable[Taint], tolerations: list[dict[str, Any]], effects: tuple[str, ...]
) -> list[Taint]:
    """The taints with one of the effects that nothing tolerates."""
    return [
        taint
        for taint in taints
        if taint.get("effect") in effects
        and not any(tolerates(toleration, taint) for toleration in tolerations)
    ]


def text_of(taint: Taint) -> str:
    """``key=value:effect``, as kubectl writes it."""
    value = f"={taint['value']}" if taint.get("value") else ""
    return f"{taint.get('key', '')}{value}:{taint.get('effect', '')}"
