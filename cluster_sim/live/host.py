"""The host: brings labs to life when somebody looks, paces them, puts them to rest.

One thread runs all worlds of the process, a lab after the other, each within a time budget, so
that a heavy lab cannot starve the others. The event loop never waits for a world.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, TypeVar

import structlog
from django.db import close_old_connections

from cluster_sim import services
from cluster_sim.live import frames
from cluster_sim.live.hub import Hub, Viewer
from cluster_sim.live.living import LivingLab, activate
from cluster_sim.live.pace import FASTEST, SLOWEST, Pace
from cluster_sim.models import Lab
from cluster_sim.selectors import PUBLIC
from cluster_sim.signals import step_ticked
from cluster_sim.world.scenarios.scenario import scenario

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

FRAME_EVERY = 0.1
# Seconds of work for one lab in one round.
BUDGET = 0.02
REST_AFTER = 20.0
SAVE_EVERY = 2.0
CLOCK_EVERY = 1.0


class HostedLab:
    """A living lab with its pace and its viewers."""

    def __init__(self, living: LivingLab, pace: Pace) -> None:
        self.living = living
        self.pace = pace
        self.hub = Hub()
        self.sent = living.world.revision
        self.clock_changed = False
        self.actors = 0
        self.seen_at = self.saved_at = self.sent_at = monotonic()

    def clock(self, live: bool = True) -> dict[str, Any]:
        """The clock as the wire tells it."""
        return {
            "paused": self.pace.paused,
            "speed": self.pace.speed,
            "end": self.living.world.now,
            "live": live,
            "full": self.living.full,
        }

    def facts(self, mode: str) -> dict[str, Any]:
        """What a viewer should know of the lab itself."""
        living = self.living
        return {
            "id": living.public_id,
            "scenario": living.scenario,
            "seed": living.seed,
            "mode": mode,
            "title": scenario(living.scenario).title,
            "purpose": living.purpose,
        }


class LabHost:
    """All labs that are alive in this process."""

    def __init__(self) -> None:
        self._labs: dict[int, HostedLab] = {}
        self._opening: dict[int, asyncio.Task[HostedLab]] = {}
        self._thread = ThreadPoolExecutor(1, "labs")
        self._pacing: asyncio.Task[None] | None = None
        self._round_at = 0.0

    async def start(self) -> None:
        """Begin to pace labs."""
        self._pacing = asyncio.create_task(self._pace())

    async def stop(self) -> None:
        """Put every lab to rest and stop."""
        if self._pacing is not None:
            self._pacing.cancel()
            await asyncio.gather(self._pacing, return_exceptions=True)
        for pk in list(self._labs):
            await self._rest(pk)
        self._thread.shutdown()

    def healthy(self) -> bool:
        """Whether the pacing loop runs and has done a round lately."""
        running = self._pacing is not None and not self._pacing.done()
        return running and monotonic() - self._round_at < 10

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run ``function`` in the thread of the worlds."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    async def attach(self, lab: Lab, viewer: Viewer, acts: bool) -> HostedLab:
        """Show the lab to a viewer; it comes to life if it was at rest."""
        hosted = await self._living(lab)
        hosted.hub.add(viewer)
        hosted.actors += acts
        self._hold(hosted)
        return hosted

    def detach(self, hosted: HostedLab, viewer: Viewer, acts: bool) -> None:
        """The viewer has gone; a lab without any is put to rest a little later."""
        hosted.hub.remove(viewer)
        hosted.actors -= acts
        hosted.seen_at = monotonic()
        self._hold(hosted)

    def _hold(self, hosted: HostedLab) -> None:
        """Lab time stands still unless somebody is there who may act, or all may look."""
        moves = hosted.actors > 0 or hosted.living.owner == PUBLIC
        if hosted.pace.held == moves:
            hosted.pace.anchor(hosted.living.world.now, monotonic())
            hosted.pace.held = not moves

    async def _living(self, lab: Lab) -> HostedLab:
        if lab.pk in self._labs:
            return self._labs[lab.pk]
        if lab.pk not in self._opening:
            self._opening[lab.pk] = asyncio.create_task(self._open(lab))
        try:
            return await asyncio.shield(self._opening[lab.pk])
        finally:
            self._opening.pop(lab.pk, None)

    async def _open(self, lab: Lab) -> HostedLab:
        living = await self.run(_activate, lab)
        pace = Pace(living.world.now, monotonic(), lab.speed, lab.paused, held=True)
        hosted = self._labs[lab.pk] = HostedLab(living, pace)
        return hosted

    async def set_speed(self, hosted: HostedLab, speed: float) -> None:
        """Run faster or slower, within the bounds."""
        hosted.pace.anchor(hosted.living.world.now, monotonic())
        hosted.pace.speed = min(FASTEST, max(SLOWEST, speed))
        hosted.clock_changed = True

    async def set_paused(self, hosted: HostedLab, paused: bool) -> None:
        """Stop the clock, or let it run on."""
        hosted.pace.anchor(hosted.living.world.now, monotonic())
        hosted.pace.paused = paused
        hosted.clock_changed = True

    async def step(self, hosted: HostedLab) -> None:
        """Stop the clock and run to the next thing that happens."""
        await self.set_paused(hosted, True)
        await self.run(_step, hosted.living)
        hosted.pace.anchor(hosted.living.world.now, monotonic())
        await self.publish(hosted)

    async def publish(self, hosted: HostedLab) -> None:
        """Encode what happened since the last frame, once, and show it to every viewer."""
        if hosted.hub.viewers:
            frame = await self.run(_delta, hosted)
            if frame is not None:
                hosted.hub.publish(frame)

    async def _pace(self) -> None:
        while True:
            began = monotonic()
            for pk in list(self._labs):
                try:
                    await self._turn(pk)
                except Exception:
                    log.exception("lab.failed", lab=pk)
                    self._labs.pop(pk, None)
            self._round_at = monotonic()
            await asyncio.sleep(max(0.005, FRAME_EVERY - (self._round_at - began)))

    async def _turn(self, pk: int) -> None:
        """One lab's turn: live, show, save, or rest."""
        hosted = self._labs[pk]
        now = monotonic()
        target = hosted.pace.target(now)
        if target > hosted.living.world.now:
            arrived = await self.run(hosted.living.advance, target, BUDGET)
            if not arrived:
                hosted.pace.anchor(hosted.living.world.now, monotonic())
        await self.publish(hosted)
        if hosted.hub.viewers:
            hosted.seen_at = now
        elif now - hosted.seen_at > REST_AFTER:
            await self._rest(pk)
            return
        if now - hosted.saved_at > SAVE_EVERY:
            hosted.saved_at = now
            await self.run(_save, hosted, False)

    async def _rest(self, pk: int) -> None:
        hosted = self._labs[pk]
        await self.run(_save, hosted, True)
        if not hosted.hub.viewers:
            self._labs.pop(pk, None)


def _activate(lab: Lab) -> LivingLab:
    close_old_connections()
    fresh = Lab.objects.get(pk=lab.pk)

    def report(step: str, revision: int, time: int) -> None:
        if fresh.owner != PUBLIC:
            services.record_tick(fresh.pk, step, revision, time)
        step_ticked.send(
            sender=Lab,
            lab_id=fresh.public_id,
            owner=fresh.owner,
            purpose=fresh.purpose,
            step=step,
            time=time,
        )

    return activate(fresh, report)


def _step(living: LivingLab) -> None:
    due = living.next_event()
    if due is not None:
        living.advance(due, BUDGET)


def _save(hosted: HostedLab, whole: bool) -> None:
    living = hosted.living
    if whole or living.world.now != living.saved_position:
        close_old_connections()
        living.save(hosted.pace.speed, hosted.pace.paused, whole)


def _delta(hosted: HostedLab) -> bytes | None:
    """The bytes of the next frame; None when nothing that can be seen has changed."""
    world = hosted.living.world
    tasks = hosted.living.tasks.changed_rows()
    # Between two frames a browser lets its own clock run on at the lab's speed.
    due = hosted.clock_changed or monotonic() - hosted.sent_at > CLOCK_EVERY
    if world.revision == hosted.sent and not tasks and not due:
        return None
    frame = frames.delta_frame(world, hosted.sent, hosted.clock(), tasks)
    hosted.sent, hosted.sent_at = world.revision, monotonic()
    hosted.clock_changed = False
    return frames.encode(frame)
