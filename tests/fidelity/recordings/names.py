"""Names that chance gave there, and who is called so here."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Protocol

from cluster_sim.world.kernel.history import Change
from tests.fidelity.recordings.recording import Recording
from tests.fidelity.recordings.wording import settled

_WORD = re.compile(r"[a-z0-9][-a-z0-9]*")


class Living(Protocol):
    """What has changed so far."""

    @property
    def changes(self) -> list[Change]:
        """In the order of time."""


class Names:
    """The third pod made from one template there stands for the third one here."""

    def __init__(self, recording: Recording) -> None:
        self._places: dict[str, tuple[str, str, int]] = {}
        met: dict[tuple[str, str], int] = defaultdict(int)
        for change in recording.changes:
            name, kind = change["name"], change["kind"]
            pattern = settled(name)
            if change["type"] != "ADDED" or pattern == name or name in self._places:
                continue
            self._places[name] = (kind, pattern, met[kind, pattern])
            met[kind, pattern] += 1

    def translated(self, line: str, lived: Living) -> str:
        """The command line with the names of here."""
        return _WORD.sub(lambda word: self._name(word.group(), lived), line)

    def _name(self, word: str, lived: Living) -> str:
        place = self._places.get(word)
        if place is None:
            return word
        kind, pattern, index = place
        made = [
            change.key.name
            for change in lived.changes
            if change.old is None and change.new is not None and change.new.get("kind") == kind
            if settled(change.key.name) == pattern
        ]
        return made[index] if index < len(made) else word
