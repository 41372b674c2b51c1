"""What every program inside an image is: pure functions of its start, its settings and the time.

Nothing ticks. Whoever wants to know what a program does at some moment asks for that moment:
whether it answers, what it uses, what it has written, when it will end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cluster_sim.world.containers.programs.outside import ALONE, Network, Outside

MILLISECOND = 1_000
SECOND = 1_000_000
MIB = 1 << 20
STDOUT, STDERR = "stdout", "stderr"
OOM_KILLED = "OOMKilled"
SIGKILLED = 137

Line = tuple[int, str, str]


class Process(NamedTuple):
    """A process as ps lists it: its PID, its user's name, its start (Unix µs), its command."""

    pid: int
    user: str
    since: int
    command: str


class Run(NamedTuple):
    """One start of a program in a container. Times are Unix microseconds.

    ``seed`` makes what is left to chance differ from one container to the next. Limits are
    bytes and milli CPU, 0 where there is none. ``cache`` may keep what is derived from the rest.
    ``outside`` is what others do to its files, ``network`` answers what it sends (None: nobody
    does), ``user``, ``group`` and ``groups`` (all of them) are whom it runs as, ``directory`` is
    where. ``stdin``: somebody may type to it; ``tty``: it speaks to a terminal. ``program`` is what
    runs, ``image_program`` what the image is for. ``pid`` is its number among the
    ``processes`` that it sees, which are itself alone where there are none.
    """

    container: str
    image: str
    tag: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    started: int
    seed: int
    hostname: str
    ip: str
    memory_limit: int
    cpu_limit: int
    cache: dict[str, Any]
    outside: Outside = ALONE
    network: Network | None = None
    stdin: bool = False
    tty: bool = False
    program: str = ""
    image_program: str = ""
    user: int = 0
    group: int = 0
    groups: tuple[int, ...] = ()
    directory: str = "/"
    pid: int = 1
    processes: tuple[Process, ...] = ()

    def jitter(self, salt: int, most: int) -> int:
        """A number from 0 to ``most`` - 1 that belongs to this run and ``salt``."""
        mixed = (self.seed ^ (salt * 0x9E3779B97F4A7C15)) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        return ((mixed ^ (mixed >> 29)) >> 8) % most


class End(NamedTuple):
    """When a program ends, with which code; ``reason`` is OOMKilled or empty."""

    at: int
    code: int
    reason: str = ""


class Answer(NamedTuple):
    """What an HTTP request gets: status, body, and µs until it is there."""

    status: int
    body: str
    latency: int


class Hit(NamedTuple):
    """A request that a program has answered, as its access log notes it."""

    at: int
    client: str
    method: str
    path: str
    status: int
    size: int
    agent: str


Request = Mapping[str, Any]


def never(run: Run) -> End | None:
    """A program that does not end by itself."""
    return None


def no_ports(run: Run) -> tuple[int, ...]:
    """A program that listens nowhere."""
    return ()


def at_once(run: Run) -> int:
    """Ready from the start."""
    return 0


def not_http(run: Run, request: Request, now: int) -> Answer | None:
    """A program that closes the connection on whoever speaks HTTP to it."""
    return None


def no_lines(run: Run) -> Iterator[Line]:
    """A program that writes nothing."""
    return iter(())


def needs_no_notice(run: Run, until: int) -> None:
    """A program whose lines come as they are asked for."""


def no_access_line(run: Run, hit: Hit) -> Line | None:
    """A program that does not log requests."""
    return None


def killed(run: Run, at: int) -> tuple[int, int] | None:
    """SIGTERM does nothing: process 1 of a container only hears what it asked to hear."""
    return None


def asks_nobody(run: Run) -> bool:
    """What it answers it knows by itself."""
    return False


def always(run: Run, at: int) -> int | None:
    """What requests get never changes again by itself."""
    return None


def idle_cpu(run: Run, now: int, rate: int) -> int:
    """One thousandth of a core, and a tenth of a milli CPU second for each request."""
    return 1 + rate // 10_000


def no_growth(run: Run, size: int) -> int | None:
    """Memory that stays as it is never reaches a size that it does not have."""
    return None


@dataclass(frozen=True, slots=True)
class Program:
    """A family of programs. ``rate`` is in thousandths of a request a second.

    end: when it ends by itself. ready: µs from its start until its ports are open.
    secure: it speaks TLS.
    asks: answers may depend on what others in the network say.
    answer: what an HTTP request gets; None: the connection is closed. answer_changes: the next
    moment at which answers may become others. cpu: milli CPU. memory: bytes. grows_to: µs from
    the start until memory reaches a size, where it grows. lines: what it writes by itself,
    in order, without end where there is none. foresee: lines are about to be read up to some
    moment, and of those long before it only the last few thousand. access_line: what it writes
    of one request. stop: for SIGTERM at some moment (µs until it ends, code); None when it
    ignores it.
    """

    name: str
    memory: Callable[[Run, int, int], int]
    end: Callable[[Run], End | None] = never
    ready: Callable[[Run], int] = at_once
    ports: Callable[[Run], tuple[int, ...]] = no_ports
    answer: Callable[[Run, Request, int], Answer | None] = not_http
    secure: bool = False
    asks: Callable[[Run], bool] = asks_nobody
    answer_changes: Callable[[Run, int], int | None] = always
    cpu: Callable[[Run, int, int], int] = idle_cpu
    grows_to: Callable[[Run, int], int | None] = no_growth
    lines: Callable[[Run], Iterator[Line]] = no_lines
    foresee: Callable[[Run, int], None] = needs_no_notice
    access_line: Callable[[Run, Hit], Line | None] = no_access_line
    stop: Callable[[Run, int], tuple[int, int] | None] = killed


def end_of(program: Program, run: Run) -> End | None:
    """When the run ends by itself or by the kernel's hand, whichever comes first; or None.

    A container that wants more memory than its limit is killed by the kernel: SIGKILL, 137.
    """
    own, limit = program.end(run), run.memory_limit
    if not limit:
        return own
    ready = run.started + program.ready(run)
    full = ready if program.memory(run, ready, 0) > limit else None
    if full is None:
        after = program.grows_to(run, limit)
        full = None if after is None else run.started + after
    if full is None or (own is not None and own.at <= full):
        return own
    return End(full, SIGKILLED, OOM_KILLED)
