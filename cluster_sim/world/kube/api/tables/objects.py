"""The table of a kind that has none of its own (rest.NewDefaultTableConvertor)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (
    Column("Name"),
    Column("Created At"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of any object."""
    return [obj["metadata"]["name"], obj["metadata"].get("creationTimestamp") or "<unknown>"]
