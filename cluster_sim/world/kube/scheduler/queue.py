"""The scheduling queue: active, backing off, unschedulable, gated.

pkg/scheduler/backend/queue. Pods that were turned down wait until something happens that one of
the plugins that turned them down cares about, at most five minutes. Pods that back off are taken
early when nobody else waits (SchedulerPopFromBackoffQ), except after errors. What waits is plain
memory of the world; the heap of who is next is derived and made again when it is missing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.scheduler.queue_entry import (
    ACTIVE,
    BACKOFF,
    ERROR_BACKOFF,
    GATED,
    UNSCHEDULABLE,
    Entry,
)
from cluster_sim.world.kube.timings import SCHEDULER_UNSCHEDULABLE_FLUSH

_MEMORY: Final = "scheduler queue"
_COUNTERS: Final = "scheduler"
_HEAP: Final = "scheduler queue"

PodName = tuple[str, str]
Heap = list[tuple[Any, ...]]


class SchedulingQueue:
    """The queue of one world; makes nothing happen by itself."""

    __slots__ = ("_entries", "_world")

    def __init__(self, world: World) -> None:
        self._world = world
        self._entries: dict[PodName, tuple[Any, ...]] = world.remember(_MEMORY)

    # -- looking

    def get(self, name: PodName) -> Entry | None:
        """The entry of a pod, or None."""
        found = self._entries.get(name)
        return None if found is None else Entry(*found)

    def unschedulable(self) -> list[tuple[PodName, Entry]]:
        """The pods that wait for something to happen, in the order they came."""
        heaps = self._heaps()
        return [(name, Entry(*self._entries[name])) for name in heaps[UNSCHEDULABLE]]

    def next_due(self) -> int | None:
        """When somebody can be popped: now, at the end of an error back-off, or never (None)."""
        heaps = self._heaps()
        if self._first(heaps, ACTIVE) or self._first(heaps, BACKOFF):
            return self._world.now
        first = self._first(heaps, ERROR_BACKOFF)
        return None if first is None else first[1].due

    def next_flush(self) -> int | None:
        """When the pod that has waited longest has waited five minutes."""
        waiting = self._heaps()[UNSCHEDULABLE]
        if not waiting:
            return None
        # They stand in the order in which they were turned down.
        longest = Entry(*self._entries[next(iter(waiting))])
        return longest.since + SCHEDULER_UNSCHEDULABLE_FLUSH

    # -- changing

    def add(self, name: PodName, uid: str, priority: int, gated: bool) -> None:
        """A new pod waits for its node."""
        where = GATED if gated else ACTIVE
        entry = Entry(uid, where, priority, self._world.now, self._number())
        self._put(name, entry._replace(cause=self._world.cause))

    def remove(self, name: PodName) -> None:
        """The pod is gone, or has a node."""
        old = self._entries.pop(name, None)
        if old is not None and old[1] == UNSCHEDULABLE:
            self._heaps()[UNSCHEDULABLE].pop(name, None)

    def move(self, name: PodName, entry: Entry) -> None:
        """Something happened that may help: to the active queue, or to the back-off."""
        backing_off = entry.due > self._world.now
        where = BACKOFF if backing_off and entry.where != GATED else ACTIVE
        self._put(name, entry._replace(where=where, cause=self._world.cause))

    def turned_down(self, name: PodName, entry: Entry, plugins: tuple[str, ...]) -> None:
        """The pod fits nowhere: it waits until one of the plugins may think again."""
        self._put(
            name,
            entry._replace(
                where=UNSCHEDULABLE,
                since=self._world.now,
                order=self._number(),
                failures=entry.failures + 1,
                errors=0,
                plugins=plugins,
            ),
        )

    def failed(self, name: PodName, entry: Entry) -> None:
        """A call went wrong: the pod comes back after its back-off."""
        self._put(
            name,
            entry._replace(
                where=ERROR_BACKOFF,
                since=self._world.now,
                order=self._number(),
                errors=entry.errors + 1,
                plugins=(),
            ),
        )

    def pop(self) -> tuple[PodName, Entry] | None:
        """Take the next pod out of the queue, None when there is none."""
        heaps = self._heaps()
        self._end_error_backoffs(heaps)
        for where in (ACTIVE, BACKOFF):
            first = self._first(heaps, where)
            if first is not None:
                heapq.heappop(heaps[where])
                del self._entries[first[0]]
                return first
        return None

    def _end_error_backoffs(self, heaps: dict[str, Any]) -> None:
        while True:
            first = self._first(heaps, ERROR_BACKOFF)
            if first is None or first[1].due > self._world.now:
                return
            self._put(first[0], first[1]._replace(where=ACTIVE))

    # -- the heaps, derived

    def _put(self, name: PodName, entry: Entry) -> None:
        heaps = self._heaps()
        heaps[UNSCHEDULABLE].pop(name, None)
        self._entries[name] = tuple(entry)
        _push(heaps, name, entry)

    def _heaps(self) -> dict[str, Any]:
        heaps: dict[str, Any] | None = self._world.caches.get(_HEAP)
        if heaps is None:
            heaps = self._world.caches[_HEAP] = _rebuilt(self._entries.items())
        return heaps

    def _first(self, heaps: dict[str, Any], where: str) -> tuple[PodName, Entry] | None:
        """The first that is still there as it was pushed; others were moved since."""
        heap: Heap = heaps[where]
        while heap:
            name = heap[0][1]
            found = self._entries.get(name)
            if found is not None and found[1] == where and found[4] == heap[0][2]:
                return name, Entry(*found)
            heapq.heappop(heap)
        return None

    def _number(self) -> int:
        counters = self._world.remember(_COUNTERS)
        number: int = counters.get("order", 0) + 1
        counters["order"] = number
        return number


def _rebuilt(entries: Iterable[tuple[PodName, tuple[Any, ...]]]) -> dict[str, Any]:
    heaps: dict[str, Any] = {ACTIVE: [], BACKOFF: [], ERROR_BACKOFF: [], UNSCHEDULABLE: {}}
    waiting = [(name, Entry(*fields)) for name, fields in entries]
    for name, entry in sorted(waiting, key=lambda each: each[1].order):
        _push(heaps, name, entry)
    return heaps


def _push(heaps: dict[str, Any], name: PodName, entry: Entry) -> None:
    if entry.where in (UNSCHEDULABLE, GATED):
        if entry.where == UNSCHEDULABLE:
            heaps[UNSCHEDULABLE][name] = None
        return
    heapq.heappush(heaps[entry.where], (_rank(entry), name, entry.order))


def _rank(entry: Entry) -> tuple[Any, ...]:
    if entry.where == BACKOFF:
        return entry.backoff_rank
    return (entry.due, entry.rank) if entry.where == ERROR_BACKOFF else entry.rank
