"""How ``kubectl get --subresource=scale`` shows a Scale (printScale)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Desired"),
    Column("Available"),
    Column("Age"),
)


def row(scale: Object, now: int) -> list[Any]:
    """The cells of one Scale; ``now`` in Unix microseconds."""
    wanted = lookup(scale, ("spec", "replicas"), 0)
    present = lookup(scale, ("status", "replicas"), 0)
    return [scale["metadata"]["name"], wanted, present, age(scale, now)]
