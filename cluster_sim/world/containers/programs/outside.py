"""What comes to the files of a container from outside its own program.

Volumes that others write to, settings that are brought up to date, commands executed inside:
a program sees them as they are at the moment at which it looks. Times are Unix microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Mark = Mapping[str, int]
# The path under which what is typed to a program comes; None as its text is the end of it.
STDIN = ""
# The path under which a signal to process 1 goes out; its text is the signal's name.
SIGNAL = "\0signal"


class Write(NamedTuple):
    """At ``at`` the file at ``path`` got this text; None: it was taken away."""

    at: int
    path: str
    text: str | None


class Outside(Protocol):
    """The files of one container as others make them."""

    def over(self, files: Mapping[str, str], at: int) -> dict[str, str]:
        """The image's files with volumes mounted and changes applied, as they are at ``at``."""

    def writes(self, after: int, until: int) -> Sequence[Write]:
        """What changed after ``after`` up to ``until``, in order."""

    def next_write(self, after: int) -> int | None:
        """When files may next be others than at ``after``; None: nothing is known to come."""

    def mark(self) -> Mark:
        """How much is known of each source of changes."""

    def first_since(self, mark: Mark) -> int | None:
        """The moment of the first change that was not known at ``mark``; None: there is none."""

    def concerns(self, folder: str) -> bool:
        """Whether anything in a folder may be other than in the image."""

    def refusal(self, path: str) -> str:
        """Why a file cannot be written there, in the system's words; empty when it can be."""

    def directories(self) -> Sequence[str]:
        """The folders that are there because something is mounted on them."""


class Network(Protocol):
    """The network as one container has it."""

    def ask(self, at: int, question: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The answer to a question sent at ``at``; None when that moment has not come yet."""

    def is_due(self, at: int) -> bool:
        """Whether that moment has come."""


class Alone:
    """A container to whose files nothing comes."""

    def over(self, files: Mapping[str, str], at: int) -> dict[str, str]:
        """The files themselves."""
        return dict(files)

    def writes(self, after: int, until: int) -> Sequence[Write]:
        """Nothing changes."""
        return ()

    def next_write(self, after: int) -> int | None:
        """Nothing is to come."""
        return None

    def mark(self) -> Mark:
        """There are no sources."""
        return {}

    def first_since(self, mark: Mark) -> int | None:
        """Nothing was changed."""
        return None

    def concerns(self, folder: str) -> bool:
        """Nothing is."""
        return False

    def refusal(self, path: str) -> str:
        """Every file can be written."""
        return ""

    def directories(self) -> Sequence[str]:
        """Nothing is mounted."""
        return ()


ALONE = Alone()


class Known(Alone):
    """Files that are known already: nothing is added to them."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def concerns(self, folder: str) -> bool:
        """They may all be others."""
        return True

    def over(self, files: Mapping[str, str], at: int) -> dict[str, str]:
        """The files that are known."""
        return dict(self.files)
