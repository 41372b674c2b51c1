"""Every message that a browser may send, with its bounds (docs/protocol.md)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

MOST_BYTES = 256 * 1024
# Far beyond any lab's life, and within what a database keeps in eight bytes.
_LATEST = 10**16

Name = Annotated[str, Meta(max_length=253)]
Text = Annotated[str, Meta(max_length=200_000)]
Time = Annotated[int, Meta(ge=0, le=_LATEST)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Message(Struct, forbid_unknown_fields=True, tag_field="type", kw_only=True):
    """``id`` is repeated in the reply."""

    id: Annotated[int, Meta(ge=0, le=2**53)] | None = None


class List(Message, tag="list"):
    """Send me everything."""


class Clock(Message, tag="clock"):
    """Pause, resume, step, or change the speed."""

    do: Literal["pause", "resume", "step", "speed"]
    speed: Annotated[float, Meta(ge=0.1, le=1000)] = 1.0


class Seek(Message, tag="seek"):
    """Show me that moment; null: the present."""

    time: Time | None


class Fork(Message, tag="fork"):
    """A lab of my own that has lived up to that moment; no time: now."""

    time: Time | None = None


class Share(Message, tag="share"):
    """An address under which others may look."""


class Command(Message, tag="command"):
    """Do something in the world."""

    kind: Name
    args: dict[Name, Any] = {}


class Inspect(Message, tag="inspect"):
    """All about one object, now or at a moment."""

    key: tuple[Name, Name, Name]
    time: Time | None = None


class Complete(Message, tag="complete"):
    """How may this line go on?"""

    terminal: Name
    text: Annotated[str, Meta(max_length=10_000)]
    cursor: Count


class Check(Message, tag="check"):
    """What is wrong in this manifest?"""

    name: Name
    text: Text


class Suggest(Message, tag="suggest"):
    """What may stand at this place of a manifest? Lines and columns count from 0."""

    text: Text
    line: Count
    column: Count


class Read(Message, tag="read"):
    """The text of a file."""

    path: Annotated[str, Meta(max_length=512)]


Incoming = (
    List | Clock | Seek | Fork | Share | Command | Inspect | Complete | Check | Suggest | Read
)

_decoder = msgspec.json.Decoder(Incoming)
_encoder = msgspec.json.Encoder()


class Malformed(ValueError):
    """What came is not a message of this protocol."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(raw: str | bytes) -> Incoming:
    """The message; Malformed with the code of the error to answer."""
    if len(raw) > MOST_BYTES:
        raise Malformed("too-large")
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as problem:
        known = "Invalid value" not in str(problem) or "$.type" not in str(problem)
        raise Malformed("malformed" if known else "unknown") from problem


def reply(kind: str, number: int | None, **fields: Any) -> str:
    """A reply as text."""
    named = {} if number is None else {"id": number}
    return _encoder.encode({"type": kind, **named, **fields}).decode()
