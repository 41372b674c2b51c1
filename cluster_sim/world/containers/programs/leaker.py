"""grappe/leaker: takes more memory every second and never gives any back.

``RATE`` (MiB a second, 5 unless set) comes from the arguments or the environment.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDOUT,
    Line,
    Program,
    Run,
)
from cluster_sim.world.containers.programs.settings import number

_START = 4 * MIB


def _rate(run: Run) -> int:
    return number(run, 1, "RATE", 5, 1, 10_000) * MIB


def _memory(run: Run, now: int, rate: int) -> int:
    return _START + _rate(run) * max(now - run.started, 0) // SECOND


def _grows_to(run: Run, size: int) -> int:
    return -((_START - size) * SECOND // _rate(run)) if size > _START else 0


def _lines(run: Run) -> Iterator[Line]:
    yield (run.started + MILLISECOND, STDOUT, "leaker: starting")
    at = run.started
    while True:
        at += 5 * SECOND
        held = _memory(run, at, 0) // MIB
        yield (at, STDOUT, f"leaker: holding {held} MiB")


PROGRAM = Program(
    name="leaker",
    cpu=lambda run, now, rate: 20,
    memory=_memory,
    grows_to=_grows_to,
    lines=_lines,
    stop=lambda run, at: (10 * MILLISECOND, 143),
)
