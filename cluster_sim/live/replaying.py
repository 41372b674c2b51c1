"""Living a lab again: the first moment of a scenario, then its commands at their times.

Everything that makes a world go on passes through here, so that a lab and its replay meet the
same failures in the same way.
"""

from __future__ import annotations

from functools import lru_cache
from time import perf_counter

import structlog

from cluster_sim.live.album import Album
from cluster_sim.models import Command
from cluster_sim.world import assembly
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import CommandRefused, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

log = structlog.get_logger(__name__)

# Events between two looks at the wall clock: few enough for a budget of some milliseconds.
EVENTS_AT_ONCE = 25


@lru_cache(maxsize=8)
def _first_moment(scenario_name: str, seed: int) -> World:
    return start(assembly.system(), scenario(scenario_name), seed)


def begin(scenario_name: str, seed: int) -> World:
    """The world of a scenario at its first moment; what labs have in common there is shared."""
    return _first_moment(scenario_name, seed).fork()


def apply(world: World, command: Command) -> Change:
    """Do a command at the present moment; CommandRefused, or whatever breaks in the world."""
    return world.command(command.kind, command.args, command.actor)


def go_on(world: World, time: int, most_events: int = EVENTS_AT_ONCE) -> tuple[bool, int]:
    """Run events due up to ``time``: whether that moment was reached, and how many broke.

    An event whose handler raises is over: what it had written stays, the others go on. A
    replay comes by the same event in the same state and goes on in the same way.
    """
    try:
        return world.run_until(time, most_events), 0
    except Exception:
        log.exception("lab.event_failed", time=world.now, cause=world.cause)
        world.cause = 0
        # What is derived may be half done; a replay from a checkpoint would have it made anew.
        world.caches.clear()
        return False, 1


class Replay:
    """A world on its way through ``commands`` to ``time``, a little at a time.

    A command that breaks the world is left out: the way begins again without it, and ``broken``
    names it. ``album`` gets pictures on the way.
    """

    def __init__(
        self, base: World, applied: int, commands: list[Command], time: int, album: Album
    ) -> None:
        self._base = base
        self._commands = commands
        self._time = time
        self._album = album
        self._first = self._next = applied
        self.broken: list[Command] = []
        self.world = base.fork()

    def advance(self, budget: float) -> bool:
        """Go on for about ``budget`` seconds; True once the moment is reached."""
        until = perf_counter() + budget
        while perf_counter() < until:
            if self._move():
                return True
        return False

    def finish(self) -> World:
        """The world at the moment, however long it takes."""
        while not self._move():
            continue
        return self.world

    def _move(self) -> bool:
        command = self._command_due()
        arrived, _ = go_on(self.world, self._time if command is None else command.time)
        if not arrived:
            return False
        self._album.keep(self.world, self._next)
        if command is None:
            return True
        self._do(command)
        return False

    def _command_due(self) -> Command | None:
        while self._next < len(self._commands):
            command = self._commands[self._next]
            if command.time > self._time:
                return None
            if not command.failed:
                return command
            self._next += 1
        return None

    def _do(self, command: Command) -> None:
        try:
            apply(self.world, command)
        except CommandRefused:
            # It was refused when it was given too, and left the attempt in the history.
            pass
        except Exception:
            log.exception("lab.command_failed", kind=command.kind, sequence=command.sequence)
            command.failed = True
            self.broken.append(command)
            self._next, self.world = self._first, self._base.fork()
            return
        self._next += 1
