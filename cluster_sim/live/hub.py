"""The hub: one ready-made frame for all viewers of a lab, the newest one for each.

A viewer that does not read keeps nobody waiting: its slot is overwritten, it finds a gap in the
revisions and lists again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

# Frames and replies that are for one viewer only queue up; one that reads nothing is cut off.
MOST_REPLIES = 64


class ViewerTooSlow(Exception):
    """The viewer has let too many replies pile up."""


@dataclass(frozen=True)
class Farewell:
    """Close the websocket with this code; nothing is sent after it."""

    code: int


Outgoing = bytes | str | Farewell


class Viewer:
    """What is on its way to one websocket: replies in order, then the newest frame.

    ``mode``: what its viewer may do here; ``language``: fr or en. ``waits``: it has asked for a
    list, before which no delta is of use. ``looks_at``: the moment of the past that it looks at.
    """

    def __init__(self, mode: str, language: str) -> None:
        self.mode = mode
        self.language = language
        self.waits = False
        self.looks_at: int | None = None
        self._replies: deque[Outgoing] = deque()
        self._frame: bytes | None = None
        self._ready = asyncio.Event()

    def show(self, frame: bytes) -> None:
        """Put the newest frame into the slot."""
        if not self.waits:
            self._frame = frame
            self._ready.set()

    def reply(self, message: Outgoing) -> None:
        """Queue a message for this viewer alone; ViewerTooSlow when nobody reads them."""
        if len(self._replies) >= MOST_REPLIES:
            raise ViewerTooSlow
        self._replies.append(message)
        self._ready.set()

    def relist(self, frame: bytes) -> None:
        """Queue a list; what waits in the slot is older and goes."""
        self._frame = None
        self.waits = False
        self.reply(frame)

    def end(self, message: str, code: int) -> None:
        """Say why, then close, ahead of everything else that waits."""
        self._frame = None
        self._replies.clear()
        self._replies.extend((message, Farewell(code)))
        self._ready.set()

    async def next(self) -> Outgoing:
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

    def publish(self, delta: bytes | None, lists: dict[str, bytes]) -> None:
        """Show a delta to everybody, and to those who wait the list of their mode."""
        for viewer in list(self.viewers):
            try:
                if viewer.waits and viewer.mode in lists:
                    viewer.relist(lists[viewer.mode])
                elif delta is not None:
                    viewer.show(delta)
            except ViewerTooSlow:
                self.remove(viewer)

    def tell(self, words: Callable[[Viewer], str]) -> None:
        """Tell everybody something in their own words."""
        for viewer in list(self.viewers):
            try:
                viewer.reply(words(viewer))
            except ViewerTooSlow:
                self.remove(viewer)
