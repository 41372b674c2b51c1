"""Bringing a stored lab to life, which may take a while and may fail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import structlog

from cluster_sim import services
from cluster_sim.live import keeping
from cluster_sim.live.database import DatabaseThread
from cluster_sim.live.hosted import HostedLab
from cluster_sim.live.living import at_life, revive
from cluster_sim.live.pace import Pace
from cluster_sim.live.replaying import Replay
from cluster_sim.world.kernel.world import World

log = structlog.get_logger(__name__)

# Seconds of work at most before other labs have their turns.
MOST_BUDGET = 0.03
# A lab that has failed is left alone for so long.
FAILED_FOR = 3.0


class LabFailed(Exception):
    """The lab cannot be shown now: something in it broke a moment ago."""


class Opener:
    """Opens labs, each once however many ask; ``run``: in the thread of the worlds."""

    def __init__(self, run: Callable[..., Awaitable[Any]], database: DatabaseThread) -> None:
        self._run = run
        self._database = database
        self._under_way: dict[int, asyncio.Task[HostedLab]] = {}
        self._failed: dict[int, float] = {}

    async def open(self, pk: int) -> HostedLab:
        """The lab, alive; LabFailed, and for a while after it has failed."""
        if self._failed.get(pk, 0) > monotonic():
            raise LabFailed
        if pk not in self._under_way:
            task = self._under_way[pk] = asyncio.create_task(self._open(pk))
            task.add_done_callback(lambda done: self._under_way.pop(pk, None))
        return await asyncio.shield(self._under_way[pk])

    def leave_alone(self, pk: int) -> None:
        """The lab has just failed."""
        self._failed[pk] = monotonic() + FAILED_FOR

    async def stop(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _open(self, pk: int) -> HostedLab:
        try:
            stored = await self._database.run(keeping.read, pk)
            replay, album = await self._run(revive, stored)
            world = await self.arrive(replay)
            living = await self._run(at_life, stored, world, album)
            if replay.broken and living.keeps:
                broken = [command.sequence for command in replay.broken]
                await self._database.run(services.mark_failed, pk, broken)
        except Exception as problem:
            log.exception("lab.not_opened", lab=pk)
            self.leave_alone(pk)
            raise LabFailed from problem
        pace = Pace(world.now, monotonic(), stored.lab.speed, stored.lab.paused, held=True)
        return HostedLab(living, pace)

    async def arrive(self, replay: Replay) -> World:
        """The world at the end of a replay, which lets other labs have their turns."""
        while not await self._run(replay.advance, MOST_BUDGET):
            continue
        return replay.world
