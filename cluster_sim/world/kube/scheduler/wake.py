"""When the scheduler runs next: one event in the world's agenda for its next cycle."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.scheduler.queue import SchedulingQueue
from cluster_sim.world.kube.timings import SECOND

CYCLE: Final = "scheduler cycle"
FLUSH: Final = "scheduler flush"
MEMORY: Final = "scheduler"
# pkg/scheduler/backend/queue: leftovers are looked for every 30 s.
_FLUSH_EVERY: Final = 30 * SECOND


def wake(world: World, queue: SchedulingQueue, delay: int) -> None:
    """Let the next cycle run ``delay`` µs from now, or when somebody's back-off ends."""
    memory = world.remember(MEMORY)
    present = memory.get("due")
    if present is not None and present <= world.now + delay:
        return
    next_due = queue.next_due()
    if next_due is None:
        return
    due = max(next_due, world.now + delay)
    if present is None or due < present:
        memory["due"] = due
        world.schedule(due - world.now, CYCLE)


def wake_for_flush(world: World, queue: SchedulingQueue) -> None:
    """Let the pods that wait for too long be looked at on the next half minute."""
    due = queue.next_flush()
    memory = world.remember(MEMORY)
    if due is None or "flush" in memory:
        return
    at = (due // _FLUSH_EVERY + 1) * _FLUSH_EVERY
    memory["flush"] = at
    world.schedule(at - world.now, FLUSH)
