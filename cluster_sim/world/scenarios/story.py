"""What happens by itself in a scenario: commands at their times, once or again and again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World

_HANDLER = "story"


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command ``at`` so many seconds, and ``every`` so many after it when not 0."""

    at: float
    kind: str
    args: dict[str, Any]
    every: float = 0


def register(system: System) -> None:
    """Let worlds of this system tell stories."""
    system.handler(_HANDLER, _tell)


def schedule(world: World, turns: Sequence[Turn]) -> None:
    """Note all turns of a story; times count from the moment the student comes."""
    for turn in turns:
        delay = int(turn.at * SECOND) - world.now
        world.schedule(delay, _HANDLER, turn.kind, turn.args, int(turn.every * SECOND))


def _tell(world: World, kind: str, args: dict[str, Any], every: int) -> None:
    # What makes no sense any more, since somebody else has done it, is left out.
    with suppress(CommandRefused):
        world.command(kind, args, "scenario")
    if every:
        world.schedule(every, _HANDLER, kind, args, every)
