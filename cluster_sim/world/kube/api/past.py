"""What the API server still knows of the past: etcd's older revisions, the watch cache's events.

Both forget. Every five minutes the API server lets etcd forget what was older at the last such
moment (apiserver/pkg/storage/etcd3/compact.go, --etcd-compaction-interval 5m). The watch cache
keeps the last hundred events of a kind at least, and more as long as they are younger than 75
seconds (apiserver/pkg/storage/cacher/watch_cache.go: defaultLowerBoundCapacity,
eventFreshDuration).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.store import Table
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.timings import SECOND

_COMPACTION: Final = 300 * SECOND
_KEPT_EVENTS: Final = 100
_FRESH: Final = 75 * SECOND


def oldest(world: World) -> int:
    """The oldest revision that etcd can still show."""
    compacted_at = (world.now // _COMPACTION - 1) * _COMPACTION
    if compacted_at < 0:
        return 0
    return bisect_right(world.history.changes, compacted_at, key=lambda change: change.time)


def table_at(world: World, key: str, revision: int) -> Table:
    """All objects of a resource as they were after that revision."""
    table = world.store.table(key)
    if revision >= world.revision:
        return table
    past = dict(table)
    for change in reversed(world.history.since(revision)):
        if change.key.resource == key:
            place = (change.key.namespace, change.key.name)
            if change.old is None:
                past.pop(place, None)
            else:
                past[place] = change.old
    return past


def changes_since(world: World, key: str, revision: int) -> list[Change]:
    """The changes of a resource after ``revision``."""
    return [change for change in world.history.since(revision) if change.key.resource == key]


def check_watchable(world: World, key: str, revision: int) -> None:
    """Expired (410) when events after ``revision`` have been forgotten, Timeout (504) when it is
    still to come.
    """
    if revision > world.revision:
        raise errors.too_large_version(revision, world.revision)
    older = changes_since(world, key, revision)[:-_KEPT_EVENTS]
    lost = [change for change in older if change.time < world.now - _FRESH]
    if lost:
        left = lost[-1].revision
        raise errors.expired(f"too old resource version: {revision} ({left})")


def parsed_version(text: str) -> int:
    """The number of a resource version that a client sent; BadRequest for anything else."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or int(text) >= 2**64:
        fault = "value out of range" if text.isascii() and text.isdigit() else "invalid syntax"
        raise errors.bad_request(
            f'invalid resource version: resourceVersion: Invalid value: "{text}": '
            f'strconv.ParseUint: parsing "{text}": {fault}'
        )
    return int(text)
