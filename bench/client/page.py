"""A page that looks at a lab: what a browser does with its websocket, and nothing it draws."""

from __future__ import annotations

import json
import time
import zlib
from typing import Any

from websockets.asyncio.client import ClientConnection, connect


class Page:
    """One viewer. ``frames`` and ``gaps`` count; ``seen``: text waited for → when it came."""

    def __init__(self, site: str, lab: str, cookies: str) -> None:
        self._address = f"{site.replace('http', 'ws', 1)}/ws/labs/{lab}/"
        self._headers = {"Cookie": cookies, "Origin": site}
        self._revision = -1
        self.frames = self.gaps = self.bytes = 0
        self.awaited: set[str] = set()
        self.seen: dict[str, float] = {}
        self.line: ClientConnection

    async def open(self) -> None:
        """Connect; OSError or InvalidStatus when that fails."""
        self.line = await connect(self._address, additional_headers=self._headers, max_size=None)

    async def read(self) -> None:
        """Take frames in until the connection closes."""
        async for raw in self.line:
            if isinstance(raw, bytes):
                self.bytes += len(raw)
                await self._take(json.loads(zlib.decompress(raw)))

    async def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "delta":
            self.frames += 1
            if self._revision not in (-1, frame["from"]):
                self.gaps += 1
                self._revision = -1
                await self.send({"type": "list"})
            elif self._revision != -1:
                self._revision = frame["to"]
        else:
            self._revision = frame["revision"]
        self._look_for(frame)

    def _look_for(self, frame: dict[str, Any]) -> None:
        shown = [text for _terminal, text in frame.get("output", ())]
        shown += frame.get("terminals", {}).values()
        for text in [text for text in self.awaited if any(text in part for part in shown)]:
            self.awaited.discard(text)
            self.seen[text] = time.perf_counter()

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message of the lab's protocol."""
        await self.line.send(json.dumps(message))

    async def type(self, text: str, terminal: str = "t1") -> None:
        """Type a line in a terminal."""
        args = {"terminal": terminal, "text": text}
        await self.send({"type": "command", "kind": "shell", "args": args})
