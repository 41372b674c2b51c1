"""What a script does, as moments: text written, files changed, pauses; and how it stops."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

STDOUT, STDERR, FILE, PAUSE = "stdout", "stderr", "file", "pause"
# A command wants more input than has come, or asks the network at a moment still to come.
INPUT, ASK = "input", "ask"


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


class Refused(Exception):
    """A file may not be written: its ``path``, and why in the system's words."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why
