"""The websocket of a lab view: who may look, then messages in and frames out."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils.module_loading import import_string

from cluster_sim import selectors
from cluster_sim.live import lifespan
from cluster_sim.live.hub import Viewer, ViewerTooSlow
from cluster_sim.live.session import Session

NOT_YOURS, NO_SUCH_LAB, TOO_MANY_BAD, RESTARTING = 4003, 4004, 4008, 4013
_MOST_BAD = 20
# A patient hand on the keyboard stays far below; a runaway script does not.
_MOST_IN_A_SECOND = 50


class LabConsumer(AsyncWebsocketConsumer):
    """One viewer of one lab."""

    session: Session | None = None

    async def connect(self) -> None:
        """Accept, say why not, or begin with a list."""
        await self.accept()
        access = await self._access()
        if access is None:
            return
        self.viewer = Viewer()
        self.bad = self.count = 0
        self.second = 0.0
        host = lifespan.host()
        hosted = await host.attach(access.lab, self.viewer, access.may_act)
        self.session = Session(host, hosted, self.viewer, access, self._owner(), self._language())
        self.writer = asyncio.create_task(self._write())
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
        raw: Any = text_data if text_data is not None else bytes_data
        try:
            good = not self._hurried() and await self.session.handle(raw or "")
        except ViewerTooSlow:
            good, self.bad = False, _MOST_BAD
        if not good:
            self.bad += 1
        if self.bad >= _MOST_BAD:
            await self.close(TOO_MANY_BAD)

    def _hurried(self) -> bool:
        now = monotonic()
        if now - self.second > 1:
            self.second, self.count = now, 0
        self.count += 1
        if self.count <= _MOST_IN_A_SECOND:
            return False
        if self.session is not None:
            self.session.refuse_hurry()
        return True

    async def _write(self) -> None:
        while True:
            message = await self.viewer.next()
            try:
                if isinstance(message, bytes):
                    await self.send(bytes_data=message)
                else:
                    await self.send(text_data=message)
            except (RuntimeError, OSError):
                # The browser went while a frame was on its way.
                return

    async def disconnect(self, code: int) -> None:
        """Let the lab know that nobody looks through here any more."""
        if self.session is not None:
            self.writer.cancel()
            session = self.session
            session.host.detach(session.hosted, self.viewer, session.access.may_act)
