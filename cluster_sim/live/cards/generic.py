"""The card of a kind that needs no card of its own: what its kubectl table shows."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry, timestamps

# These change as time passes, which no frame tells: a page counts them from ``created``.
_FLOWING = ("Age", "Duration", "Last Seen", "First Seen", "Last Schedule")


def created(world: World, obj: dict[str, Any]) -> int:
    """When the object was made, in lab time; 0 for what was there before time."""
    text = (obj.get("metadata") or {}).get("creationTimestamp")
    return timestamps.parse(text) - world.epoch if text else 0


def card(world: World, resource: str, obj: dict[str, Any]) -> dict[str, Any]:
    """Labels and table cells."""
    made: dict[str, Any] = {"created": created(world, obj), "labels": labels(obj)}
    try:
        kind = registry.of(world).by_key(resource)
    except registry.UnknownResource:
        return made
    if kind.row is not None:
        cells = zip(kind.columns, kind.row(obj, world.unix), strict=False)
        made["cells"] = [
            [column.name, "" if cell is None else str(cell)]
            for column, cell in cells
            if not column.wide and column.name not in _FLOWING
        ]
    return made


def labels(obj: dict[str, Any]) -> dict[str, str]:
    """``metadata.labels``."""
    return (obj.get("metadata") or {}).get("labels") or {}
