"""How ``kubectl get csistoragecapacities`` shows one (printCSIStorageCapacity)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (
    Column("Name"),
    Column("StorageClassName"),
    Column("Capacity"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one CSIStorageCapacity; ``now`` in Unix microseconds."""
    capacity = obj.get("capacity")
    shown = "<unset>" if capacity is None else quantity.canonical(capacity)
    return [obj["metadata"]["name"], obj.get("storageClassName", ""), shown]
