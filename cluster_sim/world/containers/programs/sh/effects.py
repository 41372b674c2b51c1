"""What a script does, as moments: text written, files changed, pauses; and how it stops."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

STDOUT, STDERR, FILE, PAUSE = "stdout", "stderr", "file", "pause"


class Effect(NamedTuple):
    """At Unix time ``at`` (µs): text on a stream, a file written (None: gone), or a pause.

    A pause has its end in ``until``; text keeps its line ends.
    """

    at: int
    kind: str
    name: str
    text: str | None
    until: int = 0


Effects = Generator[Effect, None, int]


class Exit(Exception):
    """The script ends with ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Forever(Exception):
    """The script waits for something that never comes."""
