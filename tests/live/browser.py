"""A browser as the wire sees it: a websocket, and the state that the page keeps."""

from __future__ import annotations

import asyncio
import json
import zlib
from copy import deepcopy
from typing import Any

from asgiref.testing import ApplicationCommunicator
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from config.asgi import application
from course.accounts.cookies import NAME, _signer

Frame = dict[str, Any]
# Seconds until a test that waits for ever gives up.
PATIENCE = 30


class Snapshot:
    """Old snapshot + delta = new snapshot, as static/js/state/snapshot.js has it."""

    def __init__(self, frame: Frame) -> None:
        self.revision = frame["revision"]
        self.clock = frame["clock"]
        self.time = frame["time"]
        self.lab = frame["lab"]
        self.objects = {
            (resource, namespace, name): card
            for resource, rows in frame["objects"].items()
            for namespace, name, card in rows
        }
        self.markers = list(frame["markers"])
        self.tasks = {task["id"]: task for task in frame["tasks"]}
        self.terminals = dict(frame["terminals"])
        self.files = frame["files"]

    def has_gap(self, delta: Frame) -> bool:
        return bool(delta["from"] != self.revision)

    def apply(self, delta: Frame) -> None:
        for _revision, _time, _actor, _cause, *key, card in delta["changes"]:
            if card is None:
                self.objects.pop(tuple(key), None)
            else:
                self.objects[tuple(key)] = card
        self.markers += delta["markers"]
        self.tasks.update({task["id"]: task for task in delta["tasks"]})
        for terminal, text in delta["output"]:
            self.terminals[terminal] = self.terminals.get(terminal, "") + text
        self.files = self.files if delta["files"] is None else delta["files"]
        self.revision, self.time, self.clock = delta["to"], delta["time"], delta["clock"]

    def face(self) -> dict[str, Any]:
        """What two views of one moment must have in common."""
        return deepcopy(
            {
                "revision": self.revision,
                "objects": self.objects,
                "markers": self.markers,
                "tasks": self.tasks,
                "terminals": self.terminals,
                "files": self.files,
            }
        )


def cookie(owner: str) -> tuple[bytes, bytes]:
    """The header that proves to be ``learner:<uuid>``."""
    signed = _signer.sign(owner.partition(":")[2])
    return b"cookie", f"{NAME}={signed}".encode()


class Browser:
    """A page that looks at a lab."""

    def __init__(
        self, public_id: str, owner: str = "", token: str = "", headers: Any = None, language="fr"
    ) -> None:
        path = f"/ws/labs/{public_id}/" + (f"replay/{token}/" if token else "")
        sent = headers if headers is not None else [cookie(owner)] if owner else []
        everywhere = [(b"origin", b"http://localhost"), (b"host", b"localhost")]
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": f"lang={language}".encode(),
            "headers": [*everywhere, *sent],
            "subprotocols": [],
        }
        self.socket = ApplicationCommunicator(application, scope)
        self.snapshot: Snapshot | None = None
        self.replies: list[Frame] = []
        self.frames: list[Frame] = []
        self.closed: int | None = None
        self.gaps = 0
        self._id = 0

    async def __aenter__(self) -> Browser:
        await self.socket.send_input({"type": "websocket.connect"})
        assert (await self.socket.receive_output(timeout=20))["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.socket.wait(timeout=20)

    async def receive(self) -> Frame:
        """The next message, taken into the snapshot."""
        raw = await self._next()
        if isinstance(raw, int):
            self.closed = raw
            return {"type": "close", "code": raw}
        message: Frame = json.loads(zlib.decompress(raw) if isinstance(raw, bytes) else raw)
        await self._take(message)
        return message

    async def _next(self) -> bytes | str | int:
        """What the server sends next: a frame, a reply, or the code with which it closes."""
        event = await self.socket.receive_output(timeout=20)
        if event["type"] == "websocket.close":
            return int(event["code"])
        found: bytes | str = event.get("bytes") or event["text"]
        return found

    async def _take(self, message: Frame) -> None:
        if message["type"] == "list":
            self.snapshot = Snapshot(message)
        elif message["type"] == "delta":
            self.frames.append(message)
            if self.snapshot is None or not self.snapshot.clock["live"]:
                return
            if self.snapshot.has_gap(message):
                self.gaps += 1
                self.snapshot = None
                await self.send({"type": "list"})
            else:
                self.snapshot.apply(message)
        else:
            self.replies.append(message)

    async def send(self, message: Any) -> None:
        await self.send_text(json.dumps(message))

    async def send_text(self, text: str) -> None:
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def send_bytes(self, raw: bytes) -> None:
        await self.socket.send_input({"type": "websocket.receive", "bytes": raw})

    async def ask(self, message: Frame) -> Frame:
        """The reply to a message; frames that come first are taken in."""
        self._id += 1
        number = self._id
        await self.send({**message, "id": number})
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.receive()
                if found.get("id") == number or found["type"] == "close":
                    return found

    async def look(self) -> Snapshot:
        """A fresh list."""
        await self.send({"type": "list"})
        return await self.listed()

    async def listed(self) -> Snapshot:
        """The next list."""
        async with asyncio.timeout(PATIENCE):
            while (found := await self.receive())["type"] != "list":
                assert found["type"] != "close", found
        assert self.snapshot is not None
        return self.snapshot

    async def until(self, holds: Any) -> Snapshot:
        """The first snapshot of which ``holds(snapshot)`` is true."""
        async with asyncio.timeout(PATIENCE):
            while self.snapshot is None or not holds(self.snapshot):
                assert (await self.receive())["type"] != "close"
        assert self.snapshot is not None
        return self.snapshot

    async def do(self, kind: str, **args: Any) -> Frame:
        return await self.ask({"type": "command", "kind": kind, "args": args})

    async def type(self, line: str) -> Frame:
        return await self.do("shell", terminal="t1", text=line)

    async def clock(self, do: str, **more: Any) -> Frame:
        return await self.ask({"type": "clock", "do": do, **more})


class FarBrowser(Browser):
    """A page that reaches its server over a real socket; ``cookies`` prove who looks."""

    def __init__(self, site: str, public_id: str, cookies: str) -> None:
        super().__init__(public_id)
        self.address = f"{site.replace('http', 'ws', 1)}/ws/labs/{public_id}/"
        self.sent = {"Cookie": cookies, "Origin": site}

    async def __aenter__(self) -> FarBrowser:
        self.line = await connect(self.address, additional_headers=self.sent, max_size=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.line.close()

    async def _next(self) -> bytes | str | int:
        try:
            return await self.line.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    async def send_text(self, text: str) -> None:
        await self.line.send(text)
