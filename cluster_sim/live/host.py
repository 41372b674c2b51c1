"""The host: brings labs to life when somebody looks, paces them, puts them to rest.

One thread runs all worlds of the process, a lab after the other, each within a time budget, so
that a heavy lab cannot starve the others. The event loop never waits for a world, and a world
never for the database.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from time import monotonic
from typing import Any, TypeVar

import structlog
from django.db import DatabaseError

from cluster_sim import services
from cluster_sim.live import protocol
from cluster_sim.live.database import DatabaseThread
from cluster_sim.live.hosted import FRAME_EVERY, Done, HostedLab
from cluster_sim.live.hub import Viewer
from cluster_sim.live.opening import MOST_BUDGET, LabFailed, Opener
from cluster_sim.live.pace import FASTEST, SLOWEST
from cluster_sim.live.refusals import explain
from cluster_sim.live.rounds import batches, share
from cluster_sim.live.saving import Saver
from cluster_sim.models import Command, Lab
from cluster_sim.selectors import OWNER
from cluster_sim.services import SecondWriter
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import CommandRefused, World

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

# After which another thread of the process may go on.
SWITCH_EVERY = 0.0005
REST_AFTER = 20.0
FAILED, RESTARTING = 4011, 4013


class LabHost:
    """All labs that are alive in this process."""

    def __init__(self) -> None:
        self.labs: dict[int, HostedLab] = {}
        self.rounds = 0
        self._worlds = ThreadPoolExecutor(1, "worlds")
        self._texts = ThreadPoolExecutor(1, "texts")
        self._database = DatabaseThread()
        self._opener = Opener(self.run, self._database)
        self._saver = Saver(self.run, self._database)
        self._background: dict[asyncio.Task[None], None] = {}
        self._pacing: asyncio.Task[None] | None = None
        self._round_at = 0.0

    async def start(self) -> None:
        """Begin to pace labs."""
        # The thread of the worlds computes without a pause. At Python's usual 5 ms every socket
        # and every database call of the other threads would wait that long for its turn.
        sys.setswitchinterval(SWITCH_EVERY)
        self._pacing = asyncio.create_task(self._pace())

    async def stop(self) -> None:
        """Put every lab to rest and stop."""
        if self._pacing is not None:
            self._pacing.cancel()
            await asyncio.gather(self._pacing, *self._background, return_exceptions=True)
        await self._opener.stop()
        await self._saver.stop()
        for hosted in list(self.labs.values()):
            self._end(hosted, "restarting", RESTARTING)
            await self._saver.save(hosted, whole=True)
        await self._database.stop()
        self._worlds.shutdown()
        self._texts.shutdown()

    def healthy(self) -> bool:
        """Whether the pacing loop runs and has done a round lately."""
        running = self._pacing is not None and not self._pacing.done()
        return running and monotonic() - self._round_at < 10

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run ``function`` in the thread of the worlds."""
        return await asyncio.get_running_loop().run_in_executor(self._worlds, function, *args)

    async def read(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run ``function``, which works long on a text, beside the worlds."""
        return await asyncio.get_running_loop().run_in_executor(self._texts, function, *args)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let ``work`` go on beside the rounds."""
        task = asyncio.create_task(work)
        self._background[task] = None
        task.add_done_callback(lambda done: self._background.pop(done, None))

    async def attach(self, lab: Lab, viewer: Viewer) -> HostedLab:
        """Show the lab to a viewer; it comes to life if it was at rest. LabFailed."""
        hosted = await self._living(lab.pk)
        hosted.hub.add(viewer)
        hosted.actors += viewer.mode == OWNER
        hosted.hold()
        return hosted

    def detach(self, hosted: HostedLab, viewer: Viewer) -> None:
        """The viewer has gone; a lab without any is put to rest a little later."""
        hosted.hub.remove(viewer)
        hosted.actors -= viewer.mode == OWNER
        hosted.seen_at = monotonic()
        hosted.hold()

    async def list_for(self, hosted: HostedLab, viewer: Viewer) -> None:
        """Let the viewer have a list with the next frame, at once if one may be shown."""
        viewer.looks_at = None
        viewer.waits = True
        await self.nudge(hosted)

    async def _living(self, pk: int) -> HostedLab:
        if pk not in self.labs:
            opened = await self._opener.open(pk)
            # Of several who waited for it the first one puts it here.
            self.labs.setdefault(pk, opened)
        return self.labs[pk]

    async def act(self, hosted: HostedLab, kind: str, args: dict[str, Any]) -> Change:
        """Write a command down, then do it.

        Raises CommandRefused, LabFull; LabFailed when somebody else has taken the lab up;
        DatabaseError, and nothing is done, when it cannot be written down.
        """
        # A viewer that goes in between must not leave a command that is written and not done.
        change = await asyncio.shield(self._act(hosted, kind, args))
        await self.nudge(hosted)
        return change

    async def _act(self, hosted: HostedLab, kind: str, args: dict[str, Any]) -> Change:
        async with hosted.lock:
            if hosted.gone:
                raise LabFailed
            command = await self.run(hosted.living.prepare, kind, args)
            if hosted.living.keeps:
                await self._write(hosted, command)
            try:
                return await self.run(hosted.living.do, command)
            except CommandRefused:
                raise
            except Exception as problem:
                log.exception("lab.command_failed", lab=command.lab_id, kind=kind)
                await self._undo(hosted, command)
                raise CommandRefused("failed") from problem

    async def _write(self, hosted: HostedLab, command: Command) -> None:
        try:
            await self._database.run(services.append_command, command)
        except SecondWriter as taken:
            self._end(hosted, "busy", FAILED)
            raise LabFailed from taken

    async def _undo(self, hosted: HostedLab, command: Command) -> None:
        """Put the world back to before the command that broke it."""
        replay = await self.run(hosted.living.undo)
        hosted.living.world = await self._opener.arrive(replay)
        await self._database.run(services.mark_failed, command.lab_id, [command.sequence])

    async def set_speed(self, hosted: HostedLab, speed: float) -> None:
        """Run faster or slower, within the bounds."""
        async with hosted.lock:
            hosted.anchor()
            hosted.pace.speed = min(FASTEST, max(SLOWEST, speed))
            hosted.clock_changed = True
        await self.nudge(hosted)

    async def set_paused(self, hosted: HostedLab, paused: bool) -> None:
        """Stop the clock, or let it run on."""
        async with hosted.lock:
            self._pause(hosted, paused)
        await self.nudge(hosted)

    def _pause(self, hosted: HostedLab, paused: bool) -> None:
        hosted.anchor()
        hosted.pace.paused = paused
        hosted.clock_changed = True

    async def step(self, hosted: HostedLab) -> None:
        """Stop the clock and run until something has changed."""
        async with hosted.lock:
            self._pause(hosted, True)
            await self.run(hosted.living.step, MOST_BUDGET)
            hosted.anchor()
        await self.nudge(hosted)

    async def past(self, hosted: HostedLab, time: int) -> World:
        """The world as it was at ``time`` (µs), apart from the living one."""
        replay = await self.run(hosted.living.past, time)
        return await self._opener.arrive(replay)

    async def keep(self, hosted: HostedLab) -> None:
        """Store how far the lab is, now."""
        await self._saver.save(hosted, whole=False)

    async def nudge(self, hosted: HostedLab) -> None:
        """Show what is new without waiting for the lab's turn, unless a frame was just sent."""
        if hosted.may_show() and not hosted.lock.locked():
            await self._take_turns([hosted])

    async def _pace(self) -> None:
        while True:
            began = monotonic()
            for batch in batches(list(self.labs.values())):
                try:
                    await self._take_turns(batch)
                except Exception:
                    log.exception("round.failed")
            for hosted in list(self.labs.values()):
                self._look_after(hosted)
            self._saver.look(list(self.labs.values()))
            self.rounds += 1
            self._round_at = monotonic()
            await asyncio.sleep(max(0.005, FRAME_EVERY - (self._round_at - began)))

    async def _take_turns(self, batch: Sequence[HostedLab]) -> None:
        """Some labs' turns, in one go. One that waits for the database is passed over."""
        budget = share(self.labs.values())
        turns = []
        for hosted in batch:
            turn = replace(hosted.turn(), budget=budget)
            if not (hosted.lock.locked() or hosted.gone or hosted.idle(turn)):
                turns.append((hosted, turn))
        if not turns:
            return
        async with AsyncExitStack() as locks:
            for hosted, _ in turns:
                await locks.enter_async_context(hosted.lock)
            results = await self.run(lambda: [hosted.take(turn) for hosted, turn in turns])
            for (hosted, _), done in zip(turns, results, strict=True):
                self._finish_turn(hosted, done)

    def _finish_turn(self, hosted: HostedLab, done: Done) -> None:
        hosted.behind = not done.arrived
        if done.anew or not done.arrived:
            hosted.anchor()
        if done.error is not None:
            self._fail(hosted)
            return
        for viewer in hosted.hub.viewers:
            viewer.waits = viewer.waits or done.anew
        hosted.hub.publish(done.delta, done.lists)
        if done.faults:
            hosted.hub.tell(lambda viewer: _error("event-failed", viewer.language))

    def _look_after(self, hosted: HostedLab) -> None:
        """Put to rest a lab that nobody has looked at for a while."""
        if hosted.hub.viewers:
            hosted.seen_at = monotonic()
        elif monotonic() - hosted.seen_at > REST_AFTER:
            # It is looked at again in a while if somebody comes before it is stored.
            hosted.seen_at = monotonic()
            self._spawn(self._rest(hosted))

    async def _rest(self, hosted: HostedLab) -> None:
        await self._saver.save(hosted, whole=True)
        if not hosted.hub.viewers:
            hosted.gone = True
            self.labs.pop(hosted.living.row.pk, None)

    def _fail(self, hosted: HostedLab) -> None:
        """Take the lab out; the next viewer has it made anew from its commands."""
        pk = hosted.living.row.pk
        self._opener.leave_alone(pk)
        self._end(hosted, "lab-failed", FAILED)
        self._spawn(self._forget_world(pk))

    async def _forget_world(self, pk: int) -> None:
        try:
            await self._database.run(services.drop_checkpoint, pk)
        except DatabaseError:
            log.exception("lab.checkpoint_kept", lab=pk)

    def _end(self, hosted: HostedLab, code: str, close: int) -> None:
        hosted.gone = True
        self.labs.pop(hosted.living.row.pk, None)
        for viewer in hosted.hub.viewers:
            viewer.end(_error(code, viewer.language), close)


def _error(code: str, language: str) -> str:
    return protocol.reply("error", None, code=code, message=explain(code, {}, language))
