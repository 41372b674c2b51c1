"""A process of the simulated shell: a program that is woken, does a little, and says what next.

A program keeps everything it must remember in ``state``, plain data, so that a world with running
processes can be forked, checkpointed and rewound like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.client import Client

INTERRUPTED = 130
BROKEN_PIPE = 141
TIMED_OUT = 124


class TooMuchOutput(Exception):
    """A program is about to print more than one line may: it is stopped, with all of the line."""


class TooMuchWork(Exception):
    """A program is about to work longer than one may at a time; it is stopped likewise."""


@dataclass(frozen=True, slots=True)
class Exit:
    """The program has ended with this status."""

    status: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """Wake the program when one of these happens.

    ``delay``: µs from now. ``resources``: resource keys, any change of which wakes it (after the
    time a watch takes). ``input``: more of its standard input, or the end of it.
    """

    delay: int | None = None
    resources: tuple[str, ...] = ()
    input: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Run this as a part of the program, then wake it; ``process.child`` says how it went.

    ``line`` is a command line, or the words of one command. Its output is the program's own, or
    comes in ``process.child`` when it is captured (both outputs together). After ``limit`` µs it
    is ended, with ``process.child.status`` TIMED_OUT.
    """

    line: str | tuple[str, ...]
    capture: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """What a ``Run`` came to."""

    status: int
    output: str


Outcome = Exit | Wait | Run


class Process(Protocol):
    """What a program sees of the world it runs in."""

    world: World
    argv: Sequence[str]
    env: Mapping[str, str]
    state: dict[str, Any]
    cwd: str
    child: Child | None

    @property
    def client(self) -> Client:
        """A client of the API server that acts as the student."""

    @property
    def is_terminal(self) -> bool:
        """Whether standard output is a terminal rather than a pipe or a file."""

    def write(self, text: str) -> None:
        """Print on standard output."""

    def complain(self, text: str) -> None:
        """Print on standard error."""

    def read(self) -> str:
        """What has come on standard input since the last read, maybe nothing yet."""

    @property
    def at_end(self) -> bool:
        """Whether standard input has ended and all of it has been read."""

    def file(self, path: str) -> str | None:
        """The text of a file, relative to the working folder; None when there is none."""

    def files(self, folder: str) -> list[str]:
        """The paths of the files in a folder and below, in alphabetical order."""

    def save(self, path: str, text: str) -> None:
        """Write a file; ValueError with the shell's own words when that cannot be."""


class Program(Protocol):
    """A command: one module for each, with these.

    ``LATENCY``: the µs that it takes to start. ``start`` runs once; ``wake`` whenever what it
    waits for has happened. Both may write, and leave what they must remember in
    ``process.state`` (replaced, not mutated deep inside).
    """

    NAME: str
    LATENCY: int

    def start(self, process: Process) -> Outcome:
        """Begin."""

    def wake(self, process: Process) -> Outcome:
        """Go on."""
