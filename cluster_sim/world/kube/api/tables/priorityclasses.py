"""How ``kubectl get priorityclasses`` shows one (printPriorityClass)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Value"),
    Column("Global-Default"),
    Column("Age"),
    Column("PreemptionPolicy"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PriorityClass; ``now`` in Unix microseconds."""
    return [
        obj["metadata"]["name"],
        obj.get("value", 0),
        bool(obj.get("globalDefault")),
        age(obj, now),
        obj.get("preemptionPolicy") or "",
    ]
