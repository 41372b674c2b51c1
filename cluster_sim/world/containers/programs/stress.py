"""``stress``: works a number of processors, or takes memory (the example of the memory pages).

Options --cpu N, --vm N, --vm-bytes SIZE, --timeout SECONDS, as stress(1).
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    SIGKILLED,
    STDERR,
    STDOUT,
    End,
    Line,
    Program,
    Run,
)
from cluster_sim.world.containers.programs.settings import option

_UNITS = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_FILL = 300 * MILLISECOND


def _count(run: Run, *names: str) -> int:
    given = option(run, *names)
    return int(given) if given and given.isdigit() else 0


def _bytes(run: Run) -> int:
    given = option(run, "--vm-bytes") or "256M"
    unit = _UNITS.get(given[-1:].upper())
    digits = given[:-1] if unit else given
    return int(digits) * (unit or 1) if digits.isdigit() else 256 * MIB


def _workers(run: Run) -> int:
    return _count(run, "--vm", "-m")


def _memory(run: Run, now: int, rate: int) -> int:
    full = now - run.started >= _FILL
    return MIB + (_workers(run) * _bytes(run) if full else 0)


def _grows_to(run: Run, size: int) -> int | None:
    return _FILL if MIB + _workers(run) * _bytes(run) > size else None


def _end(run: Run) -> End | None:
    seconds = _count(run, "--timeout", "-t")
    if len(run.argv) < 2:
        return End(run.started + 5 * MILLISECOND, 0)
    return End(run.started + seconds * SECOND, 0) if seconds else None


def _cpu(run: Run, now: int, rate: int) -> int:
    wanted = 1000 * (_count(run, "--cpu", "-c") + _workers(run))
    return min(wanted, run.cpu_limit) if run.cpu_limit else wanted


def _lines(run: Run) -> Iterator[Line]:
    cpu, memory = _count(run, "--cpu", "-c"), _workers(run)
    text = f"stress: info: [1] dispatching hogs: {cpu} cpu, 0 io, {memory} vm, 0 hdd"
    yield (run.started + MILLISECOND, STDOUT, text)
    if run.memory_limit and _grows_to(run, run.memory_limit) is not None:
        at = run.started + _FILL
        yield (at, STDERR, f"stress: FAIL: [1] (415) <-- worker 7 got signal {SIGKILLED - 128}")
        yield (at, STDERR, "stress: WARN: [1] (417) now reaping child worker processes")


PROGRAM = Program(
    name="stress",
    end=_end,
    cpu=_cpu,
    memory=_memory,
    grows_to=_grows_to,
    lines=_lines,
    stop=lambda run, at: (10 * MILLISECOND, 0),
)
