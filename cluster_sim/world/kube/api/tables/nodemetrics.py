"""The table of NodeMetrics (metrics-server, pkg/api/table.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (Column("Name"), Column("cpu"), Column("memory"), Column("Window"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one NodeMetrics."""
    usage = obj["usage"]
    return [obj["metadata"]["name"], usage["cpu"], usage["memory"], obj["window"]]
