"""Every message that a browser may send, with its bounds (docs/protocol.md)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

MOST_BYTES = 256 * 1024
# Why something is answered with an error; anything else a world refuses for is told as "refused".
CODES = (
    "malformed",
    "unknown",
    "forbidden",
    "not-found",
    "too-large",
    "too-many",
    "too-many-labs",
    "busy",
    "restarting",
    "past",
    "limit",
    "failed",
    "event-failed",
    "lab-failed",
    "not-stored",
)
# Far beyond any lab's life, and within what a database keeps in eight bytes.
_LATEST = 10**16

Name = Annotated[str, Meta(max_length=253)]
Text = Annotated[str, Meta(max_length=200_000)]
Path = Annotated[str, Meta(max_length=512)]
Time = Annotated[int, Meta(ge=0, le=_LATEST)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Place = Annotated[int, Meta(ge=1, le=2**31 - 1)]


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
    """Do something in the world; ``parse`` has looked at the arguments of the known kinds."""

    kind: Name
    args: dict[Name, Any] = {}


class Args(Struct, forbid_unknown_fields=True):
    """What a command of a kind must be told."""


class HostArgs(Args):
    """``power-off``, ``power-on``."""

    host: Name


class VMArgs(Args):
    """``vm-stop``, ``vm-start``, ``vm-pause``, ``vm-resume``."""

    vm: Name


class ShellArgs(Args):
    """A typed line."""

    terminal: Name
    text: Text


class InterruptArgs(Args):
    """Ctrl-C."""

    terminal: Name


class WriteArgs(Args):
    """A file as the editor has it."""

    path: Path
    text: Text


class KubeArgs(Args):
    """A button of the page."""

    verb: Name
    resource: Name = ""
    namespace: Name = ""
    name: Name = ""
    replicas: Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)] | None = None
    text: Text | None = None
    terminal: Name = "t1"


_ARGS: dict[str, type[Args]] = {
    "power-off": HostArgs,
    "power-on": HostArgs,
    "vm-stop": VMArgs,
    "vm-start": VMArgs,
    "vm-pause": VMArgs,
    "vm-resume": VMArgs,
    "shell": ShellArgs,
    "interrupt": InterruptArgs,
    "write": WriteArgs,
    "kube": KubeArgs,
}


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
    """What may stand at this place of a manifest? Lines and columns count from 1."""

    text: Text
    line: Place
    column: Place


class Read(Message, tag="read"):
    """The text of a file."""

    path: Path


Incoming = (
    List | Clock | Seek | Fork | Share | Command | Inspect | Complete | Check | Suggest | Read
)


class Identified(Struct):
    """Any message, for its id alone."""

    id: Annotated[int, Meta(ge=0, le=2**53)] | None = None


_identified = msgspec.json.Decoder(Identified)
_decoder = msgspec.json.Decoder(Incoming)
_encoder = msgspec.json.Encoder()


class Malformed(ValueError):
    """What came is not a message of this protocol; ``number``: its id if it has one."""

    def __init__(self, code: str, number: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.number = number


def parse(raw: str | bytes) -> Incoming:
    """The message; Malformed with the code of the error to answer."""
    if len(raw) > MOST_BYTES:
        raise Malformed("too-large")
    try:
        message = _decoder.decode(raw)
        if isinstance(message, Command):
            _check(message)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as problem:
        known = "Invalid value" not in str(problem) or "$.type" not in str(problem)
        raise Malformed("malformed" if known else "unknown", id_in(raw)) from problem
    return message


def id_in(raw: str | bytes) -> int | None:
    """The id of what may be a message, None without one."""
    try:
        return _identified.decode(raw).id
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _check(command: Command) -> None:
    """Hold the arguments against their kind; a world refuses the kinds that it does not know."""
    known = _ARGS.get(command.kind)
    if known is None:
        command.args = {}
        return
    msgspec.convert(command.args, known)
    # PostgreSQL keeps no text with this character in it, and no terminal sends it.
    if any(isinstance(value, str) and "\0" in value for value in command.args.values()):
        raise Malformed("malformed", command.id)


def reply(kind: str, number: int | None, **fields: Any) -> str:
    """A reply as text."""
    named = {} if number is None else {"id": number}
    return _encoder.encode({"type": kind, **named, **fields}).decode()
