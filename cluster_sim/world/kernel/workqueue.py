"""A work queue of keys that waits in the world's own agenda.

As k8s.io/client-go/util/workqueue: a key that waits already is not added twice, a key may be
added with a delay, and a key whose work failed comes back after an exponential back-off of
5 ms doubling up to 1,000 s (DefaultTypedControllerRateLimiter).
"""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World

FIRST_RETRY = 5_000
LONGEST_RETRY = 1_000_000_000

Work = Callable[[World, str], int | None]


class WorkQueue:
    """A named queue; ``work(world, key)`` may return µs after which it wants the key again.

    The back-off of failed work runs from ``first_retry`` to ``longest_retry``, in µs.
    """

    def __init__(
        self,
        name: str,
        work: Work,
        first_retry: int = FIRST_RETRY,
        longest_retry: int = LONGEST_RETRY,
    ) -> None:
        self.name = name
        self._work = work
        self._first_retry, self._longest_retry = first_retry, longest_retry
        self._failures = f"{name} failures"

    def register(self, system: System) -> None:
        """Let worlds of this system run the queue."""
        system.handler(self.name, self._run)

    def add(self, world: World, key: str, delay: int) -> None:
        """Let ``key`` be worked on after ``delay`` µs, unless it is due sooner already."""
        due = world.now + delay
        waiting = world.remember(self.name)
        if waiting.get(key, due + 1) <= due:
            return
        waiting[key] = due
        world.schedule(delay, self.name, key)

    def retry(self, world: World, key: str) -> None:
        """Add a key whose work failed, after its back-off."""
        failures = world.remember(self._failures)
        count = failures.get(key, 0)
        failures[key] = count + 1
        self.add(world, key, min(self._first_retry << min(count, 40), self._longest_retry))

    def forget(self, world: World, key: str) -> None:
        """The work on ``key`` went well: its back-off starts anew."""
        world.remember(self._failures).pop(key, None)

    def _run(self, world: World, key: str) -> None:
        waiting = world.remember(self.name)
        if waiting.get(key) != world.now:
            return
        del waiting[key]
        again = self._work(world, key)
        if again is not None:
            self.add(world, key, again)
