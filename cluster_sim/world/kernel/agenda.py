"""What is to come, as data: a heap of (time, sequence, handler, arguments, cause, actor)."""

from __future__ import annotations

import heapq
from typing import Any, NamedTuple


class Event(NamedTuple):
    """A handler that will run at ``time`` (µs) on behalf of the change ``cause``.

    Ties in time break by ``sequence``, which belongs to the world.
    """

    time: int
    sequence: int
    handler: str
    args: tuple[Any, ...]
    cause: int


class Agenda:
    """The events to come, soonest first."""

    __slots__ = ("events", "sequence")

    def __init__(self, events: list[Event] | None = None, sequence: int = 0) -> None:
        self.events = [] if events is None else events
        self.sequence = sequence

    def copy(self) -> Agenda:
        """An agenda that goes on apart from this one."""
        return Agenda(self.events.copy(), self.sequence)

    def add(self, time: int, handler: str, args: tuple[Any, ...], cause: int) -> None:
        """Note that ``handler`` is to run at ``time``."""
        self.sequence += 1
        heapq.heappush(self.events, Event(time, self.sequence, handler, args, cause))

    def next_time(self) -> int | None:
        """When the next event is due, or None when nothing is to come."""
        return self.events[0].time if self.events else None

    def pop(self) -> Event:
        """Take the next event; IndexError when nothing is to come."""
        return heapq.heappop(self.events)
