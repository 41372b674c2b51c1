"""What a script's run prints: the terminal as it would look, the bare output, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from cluster_sim.world.kernel.world import SECOND


@dataclass(frozen=True)
class Outcome:
    """One command: ``shown`` is what stood on the terminal; times in µs of lab time."""

    line: str
    stdout: str
    stderr: str
    shown: str
    status: int
    start: int
    end: int


@dataclass(frozen=True)
class Writer:
    """Prints outcomes as they come."""

    command: Callable[[Outcome], None]
    directive: Callable[[str, int, int], None]


def writer(shape: str, stream: TextIO) -> Writer:
    """A writer of that shape: ``screen``, ``plain`` or ``json``."""

    def put(text: str) -> None:
        stream.write(text.encode("utf-8", "replace").decode("utf-8"))
        stream.flush()

    if shape == "json":
        return Writer(lambda outcome: put(_json(outcome)), lambda line, start, end: None)
    if shape == "plain":
        return Writer(lambda outcome: put(outcome.shown), lambda line, start, end: None)
    return Writer(
        lambda outcome: put(_screen(outcome)), lambda line, start, end: put(f"$ {line}\n")
    )


def _screen(outcome: Outcome) -> str:
    first, *more = outcome.line.split("\n")
    typed = "".join(f"{line}\n" for line in [f"$ {first}", *(f"> {line}" for line in more)])
    end = "" if not outcome.shown or outcome.shown.endswith("\n") else "\n"
    return typed + outcome.shown + end


def _json(outcome: Outcome) -> str:
    row = {
        "line": outcome.line,
        "stdout": outcome.stdout,
        "stderr": outcome.stderr,
        "status": outcome.status,
        "start": outcome.start / SECOND,
        "end": outcome.end / SECOND,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
