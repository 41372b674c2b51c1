"""The table of FlowSchemas (printFlowSchema)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = tuple(
    Column(name)
    for name in (
        *("Name", "PriorityLevel", "MatchingPrecedence", "DistinguisherMethod", "Age", "MissingPL"),
    )
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one FlowSchema; ``now`` in Unix microseconds."""
    spec = obj.get("spec") or {}
    level = (spec.get("priorityLevelConfiguration") or {}).get("name", "<none>")
    method = (spec.get("distinguisherMethod") or {}).get("type", "<none>")
    found = [
        condition["status"]
        for condition in (obj.get("status") or {}).get("conditions") or ()
        if condition["type"] == "Dangling"
    ]
    missing = found[0] if found else "?"
    precedence = spec.get("matchingPrecedence", 0)
    return [obj["metadata"]["name"], level, precedence, method, age(obj, now), missing]
