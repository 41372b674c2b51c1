"""How ``kubectl get secrets`` shows a Secret (printSecret)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Type"),
    Column("Data"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Secret; ``now`` in Unix microseconds."""
    keys = len(obj.get("data") or {})
    return [obj["metadata"]["name"], obj.get("type", ""), keys, age(obj, now)]
