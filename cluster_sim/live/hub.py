"""The hub: one ready-made frame for all viewers of a lab, the newest one for each.

A viewer that does not read keeps nobody waiting: its slot is overwritten, it finds a gap in the
revisions and lists again.
"""

from __future__ import annotations

import asyncio
from collections import deque

# Frames and replies that are for one viewer only queue up; one that reads nothing is cut off.
MOST_REPLIES = 64


class ViewerTooSlow(Exception):
    """The viewer has let too many replies pile up."""


class Viewer:
    """What is on its way to one websocket: replies in order, then the newest frame."""

    def __init__(self) -> None:
        self._replies: deque[bytes | str] = deque()
        self._frame: bytes | None = None
        self._ready = asyncio.Event()
        # A viewer that looks back hears nothing of the present.
        self.looks_back = False

    def show(self, frame: bytes) -> None:
        """Put the newest frame into the slot."""
        if not self.looks_back:
            self._frame = frame
            self._ready.set()

    def reply(self, message: bytes | str) -> None:
        """Queue a message for this viewer alone; ViewerTooSlow when nobody reads them."""
        if len(self._replies) >= MOST_REPLIES:
            raise ViewerTooSlow
        self._replies.append(message)
        self._ready.set()

    def relist(self, frame: bytes) -> None:
        """Queue a list; what waits in the slot is older and goes."""
        self._frame = None
        self.reply(frame)

    async def next(self) -> bytes | str:
        """The next message to send, as soon as there is one."""
        while True:
            if self._replies:
                return self._replies.popleft()
            if self._frame is not None:
                frame, self._frame = self._frame, None
                return frame
            self._ready.clear()
            await self._ready.wait()


class Hub:
    """The viewers of one lab."""

    def __init__(self) -> None:
        self.viewers: dict[Viewer, None] = {}

    def add(self, viewer: Viewer) -> None:
        """Let a viewer see the frames to come."""
        self.viewers[viewer] = None

    def remove(self, viewer: Viewer) -> None:
        """Forget a viewer that has gone."""
        self.viewers.pop(viewer, None)

    def publish(self, frame: bytes) -> None:
        """Show a frame to everybody."""
        for viewer in self.viewers:
            viewer.show(frame)
