"""The changes of one object since it was last created."""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World

_CACHE = "explained lives"
_MOST_CACHED = 500


def life(world: World, key: Key) -> list[Change]:
    """From the object's creation on, oldest first; empty when there has never been one.

    What has been found is kept in the world's caches, so that looking again reads only what
    came since: a world may have lived through hundreds of thousands of changes.
    """
    known = world.caches.setdefault(_CACHE, {})
    upto, found = known.get(key, (0, ()))
    changes = world.history.changes
    since = _back_to_creation(changes if upto == 0 else changes[upto:], key)
    if not since or since[0].old is not None:
        since = [*found, *since]
    if len(known) >= _MOST_CACHED:
        known.clear()
    known[key] = (len(changes), tuple(since))
    return since


def _back_to_creation(changes: list[Change], key: Key) -> list[Change]:
    found: list[Change] = []
    for change in reversed(changes):
        if change[4] == key:
            found.append(change)
            if change.old is None:
                break
    return found[::-1]
