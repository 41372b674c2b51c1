"""redis-server, as its official image starts it: in memory, on port 6379, ends well on SIGTERM."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDOUT,
    Line,
    Program,
    Run,
)


def _version(run: Run) -> str:
    number = run.tag.partition("-")[0]
    if not number[:1].isdigit():
        number = "8.2"
    return number + ".0" * (2 - number.count("."))


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 3 * MILLISECOND
    said = [
        ("C", "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo"),
        (
            "C",
            "*",
            f"Redis version={_version(run)}, bits=64, commit=00000000, modified=0, pid=1, "
            "just started",
        ),
        (
            "C",
            "#",
            "Warning: no config file specified, using the default config. In order to specify a "
            "config file use redis-server /path/to/redis.conf",
        ),
        ("M", "*", "monotonic clock: POSIX clock_gettime"),
        ("M", "*", "Running mode=standalone, port=6379."),
        ("M", "*", "Server initialized"),
        ("M", "*", "Ready to accept connections tcp"),
    ]
    for number, (role, level, text) in enumerate(said):
        moment = at + number * MILLISECOND
        yield (moment, STDOUT, f"1:{role} {clocks.redis(moment)} {level} {text}")


PROGRAM = Program(
    name="redis",
    ready=lambda run: 12 * MILLISECOND,
    ports=lambda run: (6379,),
    cpu=lambda run, now, rate: 3 + rate * 15 // 1_000_000,
    memory=lambda run, now, rate: 8 * MIB,
    lines=_lines,
    stop=lambda run, at: (30 * MILLISECOND, 0),
)
