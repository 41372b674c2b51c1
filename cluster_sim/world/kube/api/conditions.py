"""The conditions of an object's status, read and set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cluster_sim.world.kube.api.resource import Object

Condition = dict[str, Any]


def among(conditions: Iterable[Condition], kind: str) -> Condition | None:
    """The condition of that type, or None."""
    for found in conditions:
        if found["type"] == kind:
            return found
    return None


def condition(obj: Object, kind: str) -> Condition | None:
    """The condition of that type in the object's status, or None."""
    return among((obj.get("status") or {}).get("conditions") or (), kind)


def is_true(obj: Object, kind: str) -> bool:
    """Whether the condition is there and holds."""
    found = condition(obj, kind)
    return found is not None and found["status"] == "True"


def with_condition(status: dict[str, Any], new: Condition) -> dict[str, Any]:
    """The status with the condition in the place of its namesake, or last."""
    conditions = list(status.get("conditions") or ())
    for place, present in enumerate(conditions):
        if present["type"] == new["type"]:
            conditions[place] = new
            break
    else:
        conditions.append(new)
    return {**status, "conditions": conditions}
