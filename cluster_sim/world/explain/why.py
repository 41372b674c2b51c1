"""Why an object is as it is: from the command that began it all, to its present state."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.explain.facts import facts_of
from cluster_sim.world.explain.lives import life
from cluster_sim.world.explain.told import told
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World

Moment = dict[str, Any]
# Of an object with a long life the last milestones are shown, and what the very last came from.
MOST_MILESTONES = 12
_EXPLAINED = 4


def why(world: World, key: Key) -> list[Moment]:
    """The moments that led to the object and those of its own life, oldest first.

    Each is {"revision", "time", "actor", "fact", "args", "key"}; none when there is no object.
    """
    if world.get(key) is None:
        return []
    own = life(world, key)
    chain = world.history.causes(own[0].revision)
    milestones = [change for change in own[1:] if facts_of(world, change)][-MOST_MILESTONES:]
    known = {change.revision: change for change in (*chain, *milestones)}
    for change in milestones[-_EXPLAINED:]:
        known |= {each.revision: each for each in world.history.causes(change.revision)}
    found = [(change, fact) for change in known.values() for fact in facts_of(world, change)]
    found += [(change._replace(key=key), fact) for change, fact in told(world, key)]
    return [_moment(*each) for each in sorted(found, key=lambda each: each[0].revision)]


def _moment(change: Change, fact: Fact) -> Moment:
    return {
        "revision": change.revision,
        "time": change.time,
        "actor": change.actor,
        "fact": fact.kind,
        "args": fact.args,
        "key": list(change.key),
    }
