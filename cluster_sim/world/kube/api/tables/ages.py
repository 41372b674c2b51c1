"""Ages in table cells: how long ago a timestamp was."""

from __future__ import annotations

from cluster_sim.world.kube.api import duration, timestamps
from cluster_sim.world.kube.api.resource import Object


def since(timestamp: str | None, now: int) -> str:
    """How long before ``now`` (Unix microseconds) the timestamp was; ``<unknown>`` without one."""
    return duration.age(now - timestamps.parse(timestamp)) if timestamp else "<unknown>"


def age(obj: Object, now: int) -> str:
    """How long ago the object was created."""
    return since(obj["metadata"].get("creationTimestamp"), now)
