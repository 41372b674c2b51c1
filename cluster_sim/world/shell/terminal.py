"""Terminals as readings of the history: what each has shown, all of it or what is new.

``Key("terminals", "", id)`` is written whenever something is printed: ``chunk`` is the new text,
``streams`` says where its characters came from as [stream, length] in order, ``total`` counts the
characters so far; ``busy``, ``cwd`` and ``status`` are those of its shell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell.limits import MOST_SHOWN
from cluster_sim.world.shell.prompt import prompt

TERMINALS = "terminals"
ACTOR = "terminal"
# The terminal that every lab has open before anybody types.
FIRST = "t1"

# The streams of a chunk: what the shell itself shows (prompts, typed lines), and what programs
# print on their two outputs.
SCREEN, OUT, ERR = "screen", "out", "err"
Parts = Sequence[tuple[str, str]]


def greeting(terminal: str) -> str:
    """What stands on a terminal before anything is written: the first one shows its prompt."""
    return prompt("") if terminal == FIRST else ""


def show(world: World, terminal: str, parts: Parts, busy: bool, cwd: str, status: int) -> None:
    """Print ``parts``, (stream, text) each, on a terminal."""
    key = Key(TERMINALS, "", terminal)
    old = world.get(key)
    text = "".join(part for _, part in parts)
    before = old["total"] if old else len(greeting(terminal))
    shown = {
        "busy": busy,
        "chunk": text,
        "streams": [[stream, len(part)] for stream, part in parts],
        "total": before + len(text),
        "cwd": cwd,
        "status": status,
    }
    world.write(key, shown, ACTOR)


def screens(world: World) -> dict[str, str]:
    """What each terminal has shown, with its escapes: all, or of very much the newest lines."""
    told = _Told.of(world)
    return {terminal: _newest(chunks) for terminal, chunks in told.chunks.items()}


def _newest(chunks: list[str]) -> str:
    """The end of it all, from the beginning of a line on, at most ``MOST_SHOWN`` characters."""
    first, length = len(chunks), 0
    while first and length <= MOST_SHOWN:
        first -= 1
        length += len(chunks[first])
    text = "".join(chunks[first:])
    return text if length <= MOST_SHOWN else text[-MOST_SHOWN:].partition("\n")[2]


def output_of(changes: Iterable[Change]) -> list[list[str]]:
    """What the changes printed, in order: [terminal, text]."""
    output: list[list[str]] = []
    for change in changes:
        if change.key.resource != TERMINALS or not change.new or not change.new["chunk"]:
            continue
        if output and output[-1][0] == change.key.name:
            output[-1][1] += change.new["chunk"]
        else:
            output.append([change.key.name, change.new["chunk"]])
    return output


def parts_of(shown: dict[str, Any]) -> list[tuple[str, str]]:
    """The (stream, text) parts of a terminal object's chunk."""
    parts, at = [], 0
    for stream, length in shown["streams"]:
        parts.append((stream, shown["chunk"][at : at + length]))
        at += length
    return parts


class _Told:
    """The chunks of every terminal up to a revision; a cache that grows with the history."""

    def __init__(self) -> None:
        self.revision = 0
        self.chunks: dict[str, list[str]] = {FIRST: [greeting(FIRST)]}

    @classmethod
    def of(cls, world: World) -> _Told:
        told: _Told = world.caches.setdefault(TERMINALS, cls())
        for change in world.history.since(told.revision):
            if change.key.resource == TERMINALS and change.new:
                told.chunks.setdefault(change.key.name, []).append(change.new["chunk"])
        told.revision = world.revision
        return told
