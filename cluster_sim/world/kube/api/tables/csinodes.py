"""How ``kubectl get csinodes`` shows a CSINode (printCSINode)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Drivers"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one CSINode; ``now`` in Unix microseconds."""
    drivers = len(obj.get("spec", {}).get("drivers") or [])
    return [obj["metadata"]["name"], drivers, age(obj, now)]
