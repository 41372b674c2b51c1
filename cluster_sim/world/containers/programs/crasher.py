"""grappe/crasher: works for a while, then fails.

``AFTER`` (seconds, 5 unless set) and ``CODE`` (1 unless set) come from the environment or, in
this order, from the arguments.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDERR,
    STDOUT,
    End,
    Line,
    Program,
    Run,
)
from cluster_sim.world.containers.programs.settings import number


def _end(run: Run) -> End:
    after = number(run, 1, "AFTER", 5, 0, 86_400)
    return End(run.started + after * SECOND + MILLISECOND, number(run, 2, "CODE", 1, 0, 255))


def _lines(run: Run) -> Iterator[Line]:
    end = _end(run)
    yield (run.started + MILLISECOND, STDOUT, "crasher: starting")
    yield (run.started + 2 * MILLISECOND, STDOUT, "crasher: all is well so far")
    if end.code:
        yield (end.at - 200, STDERR, "crasher: fatal: something went wrong")
        yield (end.at - 100, STDERR, f"crasher: exit status {end.code}")
    else:
        yield (end.at - 100, STDOUT, "crasher: done")


PROGRAM = Program(
    name="crasher",
    end=_end,
    memory=lambda run, now, rate: 2 * MIB,
    lines=_lines,
    stop=lambda run, at: (10 * MILLISECOND, 143),
)
