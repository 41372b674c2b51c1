"""What a fact is."""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World


class Fact(NamedTuple):
    """``pod.bound`` with {"pod", "node", …}; names are those of the page's catalogue of words."""

    kind: str
    args: dict[str, Any]


def since_cause(world: World, change: Change) -> int:
    """The µs between a change and what it came from; 0 when it came from nothing."""
    return change.time - world.history.at(change.cause).time if change.cause else 0
