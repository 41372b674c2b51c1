"""The table of PriorityLevelConfigurations (printPriorityLevelConfiguration)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = tuple(
    Column(name)
    for name in (
        *("Name", "Type", "NominalConcurrencyShares", "Queues", "HandSize", "QueueLengthLimit"),
        "Age",
    )
)
_NONE = "<none>"


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one priority level; ``now`` in Unix microseconds."""
    spec = obj.get("spec") or {}
    limited = spec.get("limited") or {}
    queuing = (limited.get("limitResponse") or {}).get("queuing") or {}
    shares = limited.get("nominalConcurrencyShares", _NONE)
    queues = [queuing.get(name, _NONE) for name in ("queues", "handSize", "queueLengthLimit")]
    name, kind = obj["metadata"]["name"], spec.get("type", _NONE)
    return [name, kind, shares, *queues, age(obj, now)]
