"""The websocket of a lab view: who may look, then messages in and frames out."""

from __future__ import annotations

import asyncio
from time import monotonic

import structlog
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils.module_loading import import_string

from cluster_sim import selectors
from cluster_sim.live import lifespan, protocol
from cluster_sim.live.host import FAILED
from cluster_sim.live.hub import Farewell, Viewer, ViewerTooSlow
from cluster_sim.live.opening import LabFailed
from cluster_sim.live.refusals import explain
from cluster_sim.live.session import Session

log = structlog.get_logger(__name__)

NOT_YOURS, NO_SUCH_LAB, TOO_MANY_BAD = 4003, 4004, 4008
# A patient hand on the keyboard stays far below these; a runaway script does not.
_MOST_BAD_IN_A_MINUTE = 20
_MOST_IN_A_SECOND = 50


class Count:
    """How often something happened in the present stretch of ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began = self._count = 0.0

    def more(self) -> float:
        """Count one more; how many there are."""
        now = monotonic()
        if now - self._began > self._seconds:
            self._began, self._count = now, 0
        self._count += 1
        return self._count


class LabConsumer(AsyncWebsocketConsumer):
    """One viewer of one lab."""

    session: Session | None = None

    async def connect(self) -> None:
        """Accept, say why not, or begin with a list."""
        await self.accept()
        access = await self._access()
        if access is None:
            return
        viewer = Viewer(access.mode, self._language())
        host = lifespan.host()
        try:
            hosted = await host.attach(access.lab, viewer)
        except LabFailed:
            text = explain("lab-failed", {}, viewer.language)
            await self.send(protocol.reply("error", None, code="lab-failed", message=text))
            await self.close(FAILED)
            return
        self.bad, self.messages = Count(60), Count(1)
        self.session = Session(host, hosted, viewer, access, self._owner())
        self.writer = asyncio.create_task(self._write(viewer))
        await self.session.send_list()

    async def _access(self) -> selectors.Access | None:
        parameters = self.scope["url_route"]["kwargs"]
        public_id, token = parameters["public_id"], parameters.get("token")
        if token:
            access = await database_sync_to_async(selectors.replay_of)(public_id, token)
        else:
            access = await database_sync_to_async(selectors.access_to)(public_id, self._owner())
        if access is None:
            exists = await database_sync_to_async(selectors.exists)(public_id)
            await self.close(NOT_YOURS if exists else NO_SUCH_LAB)
        return access

    def _owner(self) -> str | None:
        owner_in = import_string(settings.LAB_OWNER_IN_COOKIES)
        owner: str | None = owner_in(self.scope.get("cookies", {}))
        return owner

    def _language(self) -> str:
        query = self.scope.get("query_string", b"").decode("ascii", "replace")
        return "en" if "lang=en" in query else "fr"

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Answer a message; too many bad ones, or too many at once, close the socket."""
        if self.session is None:
            return
        raw = bytes_data if text_data is None else text_data
        try:
            good = await self._answer(raw or "")
        except ViewerTooSlow:
            await self.close(TOO_MANY_BAD)
            return
        if not good and self.bad.more() >= _MOST_BAD_IN_A_MINUTE:
            await self.close(TOO_MANY_BAD)

    async def _answer(self, raw: str | bytes) -> bool:
        assert self.session is not None
        if self.messages.more() > _MOST_IN_A_SECOND:
            self.session.refuse("too-many", protocol.id_in(raw))
            return False
        return await self.session.handle(raw)

    async def _write(self, viewer: Viewer) -> None:
        try:
            while True:
                message = await viewer.next()
                if isinstance(message, Farewell):
                    await self.close(message.code)
                    return
                if isinstance(message, bytes):
                    await self.send(bytes_data=message)
                else:
                    await self.send(text_data=message)
        except (RuntimeError, OSError):
            # The browser went while a frame was on its way.
            log.info("viewer.gone", exc_info=True)

    async def disconnect(self, code: int) -> None:
        """Let the lab know that nobody looks through here any more."""
        if self.session is not None:
            self.writer.cancel()
            self.session.leave()
