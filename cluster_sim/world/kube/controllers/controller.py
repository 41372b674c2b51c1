"""What every controller is: the resources it watches, and how it brings one key into order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System, Watcher
from cluster_sim.world.kernel.workqueue import FIRST_RETRY, LONGEST_RETRY, WorkQueue
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.timings import MILLISECOND, WATCH_DELAY

KeysOf = Callable[[World, Change], Iterable[str]]
Sync = Callable[[Client, str], int | None]

_SPREAD = 3 * MILLISECOND


@dataclass(frozen=True)
class Controller:
    """``watches``: resource key → the work-queue keys that a change concerns.

    ``sync(client, key)`` reads the world as it is, brings the object of that key one step closer
    to what it should be, and may return the µs after which it wants the key again. A StatusError
    sends the key back with the work queue's back-off, as the real controllers do.
    ``duration(world, key)``: the µs that looking at this key takes, for those where it matters;
    what happens meanwhile is seen by the next look.
    ``batching(world, change, key)``: the µs that a change waits, for others that come with it
    or because it concerns a later time. ``retries``: the first and the longest delay after a
    failure, in µs.
    """

    name: str
    watches: Mapping[str, KeysOf]
    sync: Sync
    duration: Callable[[World, str], int] | None = None
    batching: Callable[[World, Change, str], int] | None = None
    retries: tuple[int, int] = (FIRST_RETRY, LONGEST_RETRY)
    queue: WorkQueue = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "queue", WorkQueue(self.name, self._work, *self.retries))

    def register(self, system: System) -> None:
        """Let worlds of this system run the controller."""
        self.queue.register(system)
        for resource, keys_of in self.watches.items():
            system.watch(resource, self._watcher(keys_of))

    def _watcher(self, keys_of: KeysOf) -> Watcher:
        def watcher(world: World, change: Change) -> None:
            for key in keys_of(world, change):
                spread = world.chance.below(self.name, _SPREAD)
                taken = self.duration(world, key) if self.duration is not None else 0
                waits = self.batching(world, change, key) if self.batching is not None else 0
                self.queue.add(world, key, WATCH_DELAY + spread + taken + waits)

        return watcher

    def _work(self, world: World, key: str) -> int | None:
        try:
            again = self.sync(Client(world, self.name), key)
        except StatusError:
            self.queue.retry(world, key)
            return None
        self.queue.forget(world, key)
        return again
