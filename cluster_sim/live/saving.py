"""When a lab is stored: its clock often, its world now and then, its ticks at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import structlog
from django.db import DatabaseError

from cluster_sim.live import keeping
from cluster_sim.live.hosted import HostedLab
from cluster_sim.world.kernel import checkpoint

log = structlog.get_logger(__name__)

# Seconds between two looks at the clock of a lab, and after a database that could not be used.
CLOCK_EVERY = 2.0
# Seconds, and revisions, that lie at least between two checkpoints of a lab that goes on.
WORLD_EVERY = 60.0
WORLD_CHANGES = 2_000

Run = Callable[..., Awaitable[Any]]


class Saver:
    """Stores labs beside their turns, one storing at a time for each; ``run``: in the thread of
    the worlds."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._under_way: dict[HostedLab, asyncio.Task[None]] = {}

    def look(self, hosted: HostedLab) -> None:
        """Begin to store the lab if it is time; returns at once."""
        saved = hosted.saved
        due = bool(hosted.living.tasks.fresh()) or monotonic() - saved.clock_at > CLOCK_EVERY
        if hosted in self._under_way or not due or monotonic() < saved.not_before:
            return
        whole = (
            monotonic() - saved.world_at > WORLD_EVERY
            and hosted.living.world.revision - saved.revision > WORLD_CHANGES
        )
        task = self._under_way[hosted] = asyncio.create_task(self._save(hosted, whole))
        task.add_done_callback(lambda done: self._under_way.pop(hosted, None))

    async def save(self, hosted: HostedLab, whole: bool) -> None:
        """Store the lab now, ``whole``: with its world."""
        if hosted in self._under_way:
            await asyncio.wait([self._under_way[hosted]])
        await self._save(hosted, whole)

    async def _save(self, hosted: HostedLab, whole: bool) -> None:
        living, saved = hosted.living, hosted.saved
        if not living.keeps:
            return
        saved.clock_at = monotonic()
        try:
            async with hosted.lock:
                state = await self._run(_state, hosted, whole)
            face = (state.position, state.speed, state.paused)
            if face == saved.face and not state.ticks and not whole:
                return
            await keeping.save(state)
        except DatabaseError:
            log.warning("lab.not_saved", lab=living.row.pk, exc_info=True)
            saved.not_before = monotonic() + CLOCK_EVERY
            return
        saved.face = face
        living.tasks.stored(state.ticks)
        if whole:
            saved.world_at, saved.revision = monotonic(), living.world.revision


def _state(hosted: HostedLab, whole: bool) -> keeping.Saved:
    living, pace = hosted.living, hosted.pace
    return keeping.Saved(
        lab=living.row,
        position=living.world.now,
        speed=pace.speed,
        paused=pace.paused,
        ticks=living.tasks.fresh(),
        sequence=len(living.commands),
        world=checkpoint.dump(living.world) if whole else None,
    )
