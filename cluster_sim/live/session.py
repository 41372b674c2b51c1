"""What a viewer asks for, and what it is answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async
from django.urls import reverse
from django.utils import translation

from cluster_sim import services
from cluster_sim.live import frames, inspection, protocol
from cluster_sim.live.host import HostedLab, LabHost
from cluster_sim.live.hub import Viewer
from cluster_sim.live.living import LabFull
from cluster_sim.live.refusals import explain
from cluster_sim.selectors import SHOWCASE, Access
from cluster_sim.services import SecondWriter
from cluster_sim.world.kernel.world import CommandRefused, World
from cluster_sim.world.shell import completion, files
from cluster_sim.world.shell.editor import diagnostics, suggestions


class Refused(Exception):
    """The answer is an error of that code."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Session:
    """One websocket on one lab. ``owner`` is to whom a fork made here belongs."""

    host: LabHost
    hosted: HostedLab
    viewer: Viewer
    access: Access
    owner: str | None
    language: str

    async def handle(self, raw: str | bytes) -> bool:
        """Answer one message; False when it was none of this protocol."""
        try:
            message = protocol.parse(raw)
        except protocol.Malformed as problem:
            self._refuse(None, problem.code, {})
            return False
        try:
            await _ANSWERS[type(message)](self, message)
        except (Refused, CommandRefused) as refused:
            self._refuse(message.id, refused.code, refused.facts)
        except LabFull:
            self._refuse(message.id, "limit", {})
        except SecondWriter:
            self._refuse(message.id, "busy", {})
        return True

    def refuse_hurry(self) -> None:
        """Too many messages in one second."""
        self._refuse(None, "too-many", {})

    def _refuse(self, number: int | None, code: str, facts: dict[str, Any]) -> None:
        with translation.override(self.language):
            text = explain(code, facts, self.language)
        self.viewer.reply(protocol.reply("error", number, code=code, message=text))

    def _answer(self, message: protocol.Message, kind: str, **fields: Any) -> None:
        self.viewer.reply(protocol.reply(kind, message.id, **fields))

    async def send_list(self) -> None:
        """Everything as it is now."""
        raw = await self.host.run(self._list, self.hosted.living.world, True)
        self.viewer.looks_back = False
        self.viewer.relist(raw)

    def _list(self, world: World, live: bool) -> bytes:
        tasks = self.hosted.living.tasks.rows()
        facts = self.hosted.facts(self.access.mode)
        return frames.encode(frames.list_frame(world, facts, self.hosted.clock(live), tasks))

    async def list(self, message: protocol.List) -> None:
        """List again after a gap."""
        if not self.viewer.looks_back:
            await self.send_list()

    async def clock(self, message: protocol.Clock) -> None:
        """Time control, for who may act."""
        self._must_act()
        match message.do:
            case "pause" | "resume":
                await self.host.set_paused(self.hosted, message.do == "pause")
            case "step":
                await self.host.step(self.hosted)
            case "speed":
                await self.host.set_speed(self.hosted, message.speed)
        self._answer(message, "ok")

    async def seek(self, message: protocol.Seek) -> None:
        """Look at a moment of the past, or come back to the present."""
        if message.time is None:
            await self.send_list()
            return
        self.viewer.looks_back = True
        raw = await self.host.run(self._past_list, message.time)
        self.viewer.relist(raw)

    def _past_list(self, time: int) -> bytes:
        return self._list(self.hosted.living.past(time), False)

    async def fork(self, message: protocol.Fork) -> None:
        """A lab of the viewer's own."""
        if self.owner is None or self.access.mode == SHOWCASE:
            raise Refused("forbidden")
        end = self.hosted.living.world.now
        time = end if message.time is None else min(message.time, end)
        fork = await database_sync_to_async(services.fork_lab)(self.access.lab, self.owner, time)
        with translation.override(self.language):
            url = reverse("lab", args=[fork.public_id])
        self._answer(message, "forked", lab=fork.public_id, url=url)

    async def share(self, message: protocol.Share) -> None:
        """A link to a replay."""
        self._must_act()
        await self.host.run(self.hosted.living.save, self.hosted.pace.speed, True, False)
        token = await database_sync_to_async(services.share_lab)(self.access.lab)
        with translation.override(self.language):
            url = reverse("replay", args=[self.access.lab.public_id, token])
        self._answer(message, "shared", url=url)

    async def command(self, message: protocol.Command) -> None:
        """Do something in the world."""
        self._must_act()
        if self.viewer.looks_back:
            raise Refused("past")
        change = await self.host.run(self.hosted.living.act, message.kind, message.args)
        self._answer(message, "ok", revision=change.revision)
        await self.host.publish(self.hosted)

    async def inspect(self, message: protocol.Inspect) -> None:
        """All about one object."""
        found = await self.host.run(self._inspected, message)
        if found is None:
            raise Refused("not-found", name=message.key[2])
        self._answer(message, "object", key=list(message.key), **found)

    def _inspected(self, message: protocol.Inspect) -> dict[str, Any] | None:
        return inspection.inspect(self._world_at(message.time), message.key)

    def _world_at(self, time: int | None) -> World:
        living = self.hosted.living
        return living.world if time is None else living.past(time)

    async def complete(self, message: protocol.Complete) -> None:
        """Tab."""
        world = self.hosted.living.world
        start, items = await self.host.run(
            completion.complete, world, message.terminal, message.text, message.cursor
        )
        self._answer(message, "completions", **{"from": start, "items": items})

    async def check(self, message: protocol.Check) -> None:
        """Mark what is wrong in the editor."""
        world = self.hosted.living.world
        items = await self.host.run(diagnostics.diagnose, world, message.text, self.language)
        self._answer(message, "diagnostics", items=items)

    async def suggest(self, message: protocol.Suggest) -> None:
        """Complete in the editor."""
        start, items = await self.host.run(
            suggestions.suggest, message.text, message.line, message.column
        )
        self._answer(message, "suggestions", **{"from": start, "items": items})

    async def read(self, message: protocol.Read) -> None:
        """A file of the lab."""
        text = files.read(self.hosted.living.world, message.path)
        if text is None:
            raise Refused("not-found", name=message.path)
        self._answer(message, "file", path=message.path, text=text)

    def _must_act(self) -> None:
        if not self.access.may_act:
            raise Refused("forbidden")


_Answer = Callable[[Session, Any], Awaitable[None]]
_ANSWERS: dict[type[protocol.Message], _Answer] = {
    protocol.List: Session.list,
    protocol.Clock: Session.clock,
    protocol.Seek: Session.seek,
    protocol.Fork: Session.fork,
    protocol.Share: Session.share,
    protocol.Command: Session.command,
    protocol.Inspect: Session.inspect,
    protocol.Complete: Session.complete,
    protocol.Check: Session.check,
    protocol.Suggest: Session.suggest,
    protocol.Read: Session.read,
}
