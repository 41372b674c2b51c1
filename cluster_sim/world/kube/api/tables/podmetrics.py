"""The table of PodMetrics (metrics-server, pkg/api/table.go)."""

from __future__ import annotations

from functools import reduce
from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (Column("Name"), Column("cpu"), Column("memory"), Column("Window"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PodMetrics: its containers added up."""
    used = [
        reduce(quantity.add, (quantity.parse(each["usage"][name]) for each in obj["containers"]))
        for name in ("cpu", "memory")
    ]
    return [obj["metadata"]["name"], *(each.text for each in used), obj["window"]]
