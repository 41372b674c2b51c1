"""Why an object is as it is: from the command that began it all, to its present state."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.facts import Fact, fact_of
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World

Moment = dict[str, Any]
# Of an object with a long life the last milestones are shown.
MOST_MILESTONES = 12


def why(world: World, key: Key) -> list[Moment]:
    """The moments that led to the object and those of its own life, oldest first.

    Each is {"revision", "time", "actor", "fact", "args", "key"}; none when there is no object.
    """
    own = _life(world, key)
    if not own:
        return []
    chain = list(reversed(world.history.causes(own[0].revision)))
    milestones = _told(world, own[1:])[-MOST_MILESTONES:]
    return _told(world, chain) + milestones


def _life(world: World, key: Key) -> list[Change]:
    """The changes of the object since it was last created."""
    changes: list[Change] = []
    for change in reversed(world.history.changes):
        if change.key == key:
            changes.append(change)
            if change.old is None:
                break
    return changes[::-1]


def _told(world: World, changes: list[Change]) -> list[Moment]:
    told = ((change, fact_of(world, change)) for change in changes)
    return [_moment(change, fact) for change, fact in told if fact is not None]


def _moment(change: Change, fact: Fact) -> Moment:
    return {
        "revision": change.revision,
        "time": change.time,
        "actor": change.actor,
        "fact": fact.kind,
        "args": fact.args,
        "key": list(change.key),
    }
