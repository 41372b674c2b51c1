"""Whether tolerations outweigh taints (k8s.io/component-helpers/scheduling/corev1/helpers.go)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Taint = Mapping[str, Any]
Toleration = Mapping[str, Any]

NO_SCHEDULE, NO_EXECUTE, PREFER_NO_SCHEDULE = "NoSchedule", "NoExecute", "PreferNoSchedule"
REPELLING: Final = (NO_SCHEDULE, NO_EXECUTE)

TolerationsKey = tuple[tuple[str, str, str, str], ...]


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
) -> Taint | None:
    """The first taint with one of the effects that nothing tolerates, or None."""
    for taint in taints:
        if taint.get("effect") in effects and not any(
            tolerates(toleration, taint) for toleration in tolerations
        ):
            return taint
    return None
