"""What was written to volumes and into containers from outside their programs.

A store is a volume (``<pod uid>/<volume>``, ``claim/<namespace>/<name>``, ``host/<node>/<path>``,
``nfs/…``), the writable layer of one container (its id), or the standard input of a process.
Each keeps its last changes with how many there have been; older ones are folded into the first
of their file. Paths in a volume are relative to its root. Times are Unix microseconds.
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kernel.world import World

_MEMORY = "kubelet files"
# The stores of each pod, by its uid; others stand for themselves.
_OF_PODS = "kubelet files of pods"
_SHARED = ("claim", "host", "nfs", "volume")
_MOST = 240
_FOLDED = 120


class Entry(NamedTuple):
    """A file got this text (None: it went) by the hand of ``author``, a process or nobody."""

    at: int
    path: str
    text: str | None
    author: str = ""


Log = tuple[int, tuple[tuple[int, str, str | None, str], ...]]


def entries(world: World, store: str) -> list[Entry]:
    """The changes that are kept, oldest first."""
    found: Log = world.remember(_MEMORY).get(store, (0, ()))
    return [Entry(*each) for each in found[1]]


def count(world: World, store: str) -> int:
    """How many changes there have ever been."""
    found: Log = world.remember(_MEMORY).get(store, (0, ()))
    return found[0]


def first_since(world: World, store: str, known: int) -> int | None:
    """The moment of the first change after the ``known`` ones; None when there is none."""
    total, kept = world.remember(_MEMORY).get(store, (0, ()))
    new = kept[max(len(kept) - (total - known), 0) :] if total > known else ()
    return min((each[0] for each in new), default=None)


def append(world: World, store: str, new: list[Entry]) -> None:
    """Add changes; what others have planned for later stays behind them."""
    if not new:
        return
    total, kept = world.remember(_MEMORY).get(store, (0, ()))
    _note(world, store)
    merged = sorted([*map(Entry._make, kept), *new], key=_moment)
    if len(merged) > _MOST:
        merged = _folded(merged)
    world.remember(_MEMORY)[store] = (total + len(new), tuple(tuple(each) for each in merged))


def replace_planned(world: World, store: str, new: list[Entry], now: int) -> None:
    """Add changes in the place of those that were to come after ``now``."""
    total, kept = world.remember(_MEMORY).get(store, (0, ()))
    _note(world, store)
    world.remember(_MEMORY)[store] = (total, tuple(each for each in kept if each[0] <= now))
    append(world, store, new)


def forget(world: World, store: str) -> None:
    """The volume or the container is no more."""
    world.remember(_MEMORY).pop(store, None)
    uid, known = store.partition("/")[0], world.remember(_OF_PODS)
    left = tuple(each for each in known.get(uid, ()) if each != store)
    if left:
        known[uid] = left
    else:
        known.pop(uid, None)


def is_known(world: World, store: str) -> bool:
    """Whether anything was ever written there."""
    return store in world.remember(_MEMORY)


def stores_of(world: World, uid: str) -> list[str]:
    """The stores of a pod, in order."""
    return sorted(world.remember(_OF_PODS).get(uid, ()))


def _note(world: World, store: str) -> None:
    uid, slash, _ = store.partition("/")
    if not slash or uid in _SHARED:
        return
    known = world.remember(_OF_PODS)
    stores = known.get(uid, ())
    if store not in stores:
        known[uid] = (*stores, store)


def _moment(entry: Entry) -> int:
    return entry.at


def _folded(merged: list[Entry]) -> list[Entry]:
    """Of the older half only the last word on each file is kept."""
    latest = {each.path: each for each in merged[:_FOLDED]}
    return [*sorted(latest.values(), key=_moment), *merged[_FOLDED:]]
