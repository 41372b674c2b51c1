"""The one history of a world: every write, in order, with who did it and why."""

from __future__ import annotations

from typing import Any, NamedTuple


class Key(NamedTuple):
    """What an object is found by; ``namespace`` is empty for what lives in none."""

    resource: str
    namespace: str
    name: str


class Change(NamedTuple):
    """One write: ``old`` is None for a creation, ``new`` is None for a deletion.

    ``time`` is in microseconds since the world's start. ``cause`` is the revision of the change
    that this one came from, 0 for what the scenario itself set up.
    """

    revision: int
    time: int
    actor: str
    cause: int
    key: Key
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class History:
    """Changes in the order of their revisions, which count from 1 without a gap."""

    __slots__ = ("changes",)

    def __init__(self, changes: list[Change] | None = None) -> None:
        self.changes = [] if changes is None else changes

    def copy(self) -> History:
        """A history that grows apart from this one."""
        return History(self.changes.copy())

    def at(self, revision: int) -> Change:
        """The change of that revision; IndexError where there is none."""
        if not 0 < revision <= len(self.changes):
            raise IndexError(f"no revision {revision}")
        return self.changes[revision - 1]

    def since(self, revision: int) -> list[Change]:
        """The changes after ``revision``."""
        return self.changes[revision:]

    def causes(self, revision: int) -> list[Change]:
        """From the change of ``revision`` back to the command or scenario it began with."""
        chain: list[Change] = []
        while revision:
            change = self.at(revision)
            chain.append(change)
            revision = change.cause
        return chain
