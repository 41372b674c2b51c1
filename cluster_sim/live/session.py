"""What a viewer asks for, and what it is answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation

from cluster_sim import services
from cluster_sim.live import inspection, protocol
from cluster_sim.live.host import LabHost
from cluster_sim.live.hosted import HostedLab
from cluster_sim.live.hub import Viewer, ViewerTooSlow
from cluster_sim.live.living import LabFull
from cluster_sim.live.opening import LabFailed
from cluster_sim.live.refusals import explain
from cluster_sim.selectors import SHOWCASE, Access
from cluster_sim.services import TooManyLabs
from cluster_sim.world.kernel.world import CommandRefused, World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.shell import completion, files
from cluster_sim.world.shell.editor import diagnostics, suggestions

log = structlog.get_logger(__name__)


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

    async def handle(self, raw: str | bytes) -> bool:
        """Answer one message; False when it was none of this protocol.

        ViewerTooSlow when the answers pile up; everything else that goes wrong is answered.
        """
        try:
            message = protocol.parse(raw)
        except protocol.Malformed as problem:
            self.refuse(problem.code, problem.number)
            return False
        try:
            await _ANSWERS[type(message)](self, message)
        except ViewerTooSlow:
            raise
        except Exception as problem:
            self._explain(message, problem)
        return True

    def _explain(self, message: protocol.Message, problem: Exception) -> None:
        if isinstance(problem, Refused | CommandRefused):
            self.refuse(problem.code, message.id, problem.facts)
        elif type(problem) in _CODES:
            self.refuse(_CODES[type(problem)], message.id)
        elif isinstance(problem, DatabaseError):
            log.warning("lab.database", exc_info=problem)
            self.refuse("not-stored", message.id)
        else:
            log.error("lab.message_failed", message=type(message).__name__, exc_info=problem)
            self.refuse("failed", message.id)

    def refuse(
        self, code: str, number: int | None = None, facts: Mapping[str, Any] | None = None
    ) -> None:
        """Answer with an error in the reader's language."""
        text = explain(code, facts or {}, self.viewer.language)
        kind = code if code in protocol.CODES else "refused"
        self.viewer.reply(protocol.reply("error", number, code=kind, message=text))

    def _answer(self, message: protocol.Message, kind: str, **fields: Any) -> None:
        self.viewer.reply(protocol.reply(kind, message.id, **fields))

    def leave(self) -> None:
        """The viewer has gone."""
        self.host.detach(self.hosted, self.viewer)

    async def send_list(self) -> None:
        """Everything as it is now, with the next frame."""
        await self.host.list_for(self.hosted, self.viewer)

    async def list(self, message: protocol.List) -> None:
        """List again after a gap, or the moment of the past that is looked at."""
        if self.viewer.looks_at is None:
            await self.send_list()
        else:
            await self._send_past(self.viewer.looks_at)

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
        else:
            await self._send_past(message.time)

    async def _send_past(self, time: int) -> None:
        world = await self._world_at(time)
        # One that was waiting for the present has the past instead.
        self.viewer.looks_at = world.now
        raw = await self.host.run(self.hosted.list, world, self.viewer.mode, False)
        self.viewer.relist(raw)

    async def fork(self, message: protocol.Fork) -> None:
        """A lab of the viewer's own."""
        if self.owner is None or self.access.mode == SHOWCASE:
            raise Refused("forbidden")
        end = self.hosted.living.world.now
        time = end if message.time is None else min(message.time, end)
        fork = await database_sync_to_async(services.fork_lab)(self.access.lab, self.owner, time)
        self._answer(message, "forked", lab=fork.public_id, url=self._url("lab", fork.public_id))

    async def share(self, message: protocol.Share) -> None:
        """A link to a replay."""
        self._must_act()
        await self.host.keep(self.hosted)
        token = await database_sync_to_async(services.share_lab)(self.access.lab)
        url = self._url("replay", self.access.lab.public_id, token)
        self._answer(message, "shared", url=url)

    def _url(self, name: str, *args: str) -> str:
        with translation.override(self.viewer.language):
            return reverse(name, args=args)

    async def command(self, message: protocol.Command) -> None:
        """Do something in the world."""
        self._must_act()
        if self.viewer.looks_at is not None:
            raise Refused("past")
        change = await self.host.act(self.hosted, message.kind, message.args)
        self._answer(message, "ok", revision=change.revision)

    async def inspect(self, message: protocol.Inspect) -> None:
        """All about one object."""
        world = await self._world_at(message.time)
        found = await self.host.run(inspection.inspect, world, message.key)
        if found is None:
            raise Refused("not-found", name=message.key[2])
        self._answer(message, "object", key=list(message.key), **found)

    async def _world_at(self, time: int | None) -> World:
        if time is None:
            return self.hosted.living.world
        # The showcase's history begins anew, so that it has no past to go back to.
        if self.access.mode == SHOWCASE:
            raise Refused("forbidden")
        return await self.host.past(self.hosted, time)

    async def complete(self, message: protocol.Complete) -> None:
        """Tab."""
        world = self.hosted.living.world
        start, items = await self.host.run(
            completion.complete, world, message.terminal, message.text, message.cursor
        )
        self._answer(message, "completions", **{"from": start, "items": items})

    async def check(self, message: protocol.Check) -> None:
        """Mark what is wrong in the editor."""
        twin = await self.host.run(self.hosted.living.world.fork)
        diagnose, language = diagnostics.diagnose, self.viewer.language
        items = await self.host.read(diagnose, twin, message.text, language)
        self._answer(message, "diagnostics", items=[_from_one(item) for item in items])

    async def suggest(self, message: protocol.Suggest) -> None:
        """Complete in the editor."""
        line, column = message.line - 1, message.column - 1
        known = await self.host.run(registry.of, self.hosted.living.world)
        place, items = await self.host.read(suggestions.suggest, known, message.text, line, column)
        self._answer(message, "suggestions", **{"from": [n + 1 for n in place], "items": items})

    async def read(self, message: protocol.Read) -> None:
        """A file of the lab."""
        text = await self.host.run(files.read, self.hosted.living.world, message.path)
        if text is None:
            raise Refused("not-found", name=message.path)
        self._answer(message, "file", path=message.path, text=text)

    def _must_act(self) -> None:
        if not self.access.may_act:
            raise Refused("forbidden")


def _from_one(item: dict[str, Any]) -> dict[str, Any]:
    """A diagnostic as the wire counts: lines and columns from 1."""
    places = ("line", "column", "endLine", "endColumn")
    return {**item, **{place: item[place] + 1 for place in places if place in item}}


_CODES: dict[type[Exception], str] = {
    LabFull: "limit",
    LabFailed: "lab-failed",
    TooManyLabs: "too-many-labs",
}
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
