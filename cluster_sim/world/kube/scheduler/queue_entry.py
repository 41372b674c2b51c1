"""A pod that waits to be scheduled, as plain data in the world's memory."""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.timings import (
    SCHEDULER_BACKOFF_FIRST,
    SCHEDULER_BACKOFF_LONGEST,
    SECOND,
)

ACTIVE, BACKOFF, ERROR_BACKOFF, UNSCHEDULABLE, GATED = (
    "active",
    "backoff",
    "error backoff",
    "unschedulable",
    "gated",
)


class Entry(NamedTuple):
    """``since``: µs when it came to the queue or failed last; ``order`` breaks ties.

    ``failures``: attempts that were turned down; ``errors``: failed calls in a row; ``plugins``:
    who turned it down last; ``cause``: the change on whose behalf it will be scheduled.
    """

    uid: str
    where: str
    priority: int
    since: int
    order: int
    failures: int = 0
    errors: int = 0
    plugins: tuple[str, ...] = ()
    cause: int = 0

    @property
    def due(self) -> int:
        """When its back-off is over: 1 s doubling with each failure up to 10 s."""
        count = self.errors or self.failures
        if not count:
            return self.since
        return self.since + min(SCHEDULER_BACKOFF_FIRST << (count - 1), SCHEDULER_BACKOFF_LONGEST)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Who is first: the higher priority, then who waits longer (PrioritySort)."""
        return (-self.priority, self.since, self.order)

    @property
    def backoff_rank(self) -> tuple[int, tuple[int, int, int]]:
        """Who leaves the back-off first: by the second, then as above."""
        return (self.due // SECOND, self.rank)
