"""When labs are stored: their clocks often and together, a world now and then, ticks at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from time import monotonic
from typing import Any

import structlog
from django.db import DatabaseError

from cluster_sim.live import keeping
from cluster_sim.live.database import DatabaseThread
from cluster_sim.live.hosted import HostedLab
from cluster_sim.world.kernel import checkpoint

log = structlog.get_logger(__name__)

# Seconds between two looks at the clocks, and after a database that could not be used.
CLOCK_EVERY = 2.0
# Seconds, and revisions, that lie at least between two checkpoints of a lab that goes on.
WORLD_EVERY = 60.0
WORLD_CHANGES = 2_000

Run = Callable[..., Awaitable[Any]]


class Saver:
    """Stores labs beside their turns, one storing at a time; ``run``: in the worlds' thread."""

    def __init__(self, run: Run, database: DatabaseThread) -> None:
        self._run = run
        self._database = database
        self._one_at_a_time = asyncio.Lock()
        self._under_way: asyncio.Task[None] | None = None
        self._clock_at = monotonic()
        self._not_before = 0.0

    def look(self, labs: Sequence[HostedLab]) -> None:
        """Begin to store what is due; returns at once."""
        now = monotonic()
        if now < self._not_before or (self._under_way and not self._under_way.done()):
            return
        kept = [hosted for hosted in labs if hosted.living.keeps]
        heavy = [hosted for hosted in kept if _world_is_due(hosted, now)][:1]
        due = [hosted for hosted in kept if hosted.living.tasks.fresh()]
        if now - self._clock_at > CLOCK_EVERY:
            self._clock_at = now
            due = [hosted for hosted in kept if hosted.face() != hosted.saved.face]
        if due or heavy:
            self._under_way = asyncio.create_task(self._save_all(due, heavy))

    async def stop(self) -> None:
        """Wait for what is under way."""
        if self._under_way is not None:
            await asyncio.wait([self._under_way])

    async def save(self, hosted: HostedLab, whole: bool) -> None:
        """Store one lab now, ``whole``: with its world. A database in trouble is only noted."""
        if hosted.living.keeps:
            await self._save_all([] if whole else [hosted], [hosted] if whole else [])

    async def _save_all(self, due: Iterable[HostedLab], heavy: Iterable[HostedLab]) -> None:
        async with self._one_at_a_time:
            try:
                await self._store([(hosted, _state(hosted, None)) for hosted in due])
                for hosted in heavy:
                    await self._save_world(hosted)
            except DatabaseError:
                log.warning("lab.not_saved", exc_info=True)
                self._not_before = monotonic() + CLOCK_EVERY

    async def _save_world(self, hosted: HostedLab) -> None:
        # A command that breaks the world and is undone must not be seen half-way.
        async with hosted.lock:
            state = await self._run(lambda: _state(hosted, checkpoint.dump(hosted.living.world)))
        revision = hosted.living.world.revision
        await self._store([(hosted, state)])
        hosted.saved.world_at, hosted.saved.revision = monotonic(), revision

    async def _store(self, states: list[tuple[HostedLab, keeping.Saved]]) -> None:
        if not states:
            return
        await self._database.run(keeping.save, [state for _, state in states])
        for hosted, state in states:
            hosted.saved.face = (state.position, state.speed, state.paused)
            hosted.living.tasks.stored(state.ticks)


def _world_is_due(hosted: HostedLab, now: float) -> bool:
    changes = hosted.living.world.revision - hosted.saved.revision
    return now - hosted.saved.world_at > WORLD_EVERY and changes > WORLD_CHANGES


def _state(hosted: HostedLab, world: bytes | None) -> keeping.Saved:
    living = hosted.living
    position, speed, paused = hosted.face()
    return keeping.Saved(
        lab=living.row,
        position=position,
        speed=speed,
        paused=paused,
        ticks=living.tasks.fresh(),
        sequence=len(living.commands),
        world=world,
    )
