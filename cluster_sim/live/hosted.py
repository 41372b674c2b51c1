"""A living lab with its pace and its viewers: what there is to show, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import structlog

from cluster_sim.live import frames
from cluster_sim.live.hub import Hub
from cluster_sim.live.living import LivingLab
from cluster_sim.live.pace import Pace
from cluster_sim.selectors import PUBLIC
from cluster_sim.world.kernel.world import World
from cluster_sim.world.scenarios.scenario import scenario

log = structlog.get_logger(__name__)

# Seconds: between two frames, and between two words on the clock when nothing else happens.
FRAME_EVERY = 0.1
CLOCK_EVERY = 1.0
Face = tuple[int, float, bool]


@dataclass(frozen=True)
class Turn:
    """What one lab is to do in a round: live up to ``target`` (µs) for ``budget`` seconds, then
    draw for viewers of ``modes``, of whom those of ``waiting`` want a list; no viewers: nothing.
    """

    target: int
    budget: float
    modes: frozenset[str]
    waiting: frozenset[str]


@dataclass
class Done:
    """What came of it. ``faults``: events that broke; ``error``: what broke the lab itself."""

    arrived: bool = True
    faults: int = 0
    anew: bool = False
    delta: bytes | None = None
    lists: dict[str, bytes] = field(default_factory=dict)
    error: Exception | None = None


@dataclass
class Kept:
    """What is stored of a lab: its ``face``, and the ``revision`` of its last checkpoint, made at
    ``world_at`` (seconds of a monotonic clock)."""

    face: Face
    revision: int
    world_at: float = field(default_factory=monotonic)


class HostedLab:
    """One lab of a host. ``lock``: held by whoever changes the world or waits for the database
    to do so; ``sent``: the revision that viewers have been shown; ``gone``: it lives no more.
    """

    def __init__(self, living: LivingLab, pace: Pace) -> None:
        self.living = living
        self.pace = pace
        self.hub = Hub()
        self.lock = asyncio.Lock()
        self.actors = 0
        self.sent = living.world.revision
        self.clock_changed = False
        self.behind = False
        self.gone = False
        self.seen_at = monotonic()
        self.saved = Kept(self.face(), living.world.revision)
        self._frame_at = 0.0
        self._clock_at = 0.0

    def face(self) -> Face:
        """How far the lab is, how fast it runs, and whether it is paused."""
        return self.living.world.now, self.pace.speed, self.pace.paused

    def may_show(self) -> bool:
        """Whether it is time for a frame: ten a second, give or take one for unequal rounds."""
        return monotonic() >= self._frame_at

    def has_news(self) -> bool:
        """Whether a frame would tell anything, or may after the lab has lived on."""
        moves = not (self.pace.paused or self.pace.held)
        return (
            moves
            or self.living.world.revision != self.sent
            or self.clock_changed
            or any(viewer.waits for viewer in self.hub.viewers)
            or monotonic() >= self._clock_at
        )

    def hold(self) -> None:
        """Lab time stands still unless somebody is there who may act, or all may look."""
        moves = self.actors > 0 or self.living.row.owner == PUBLIC
        if self.pace.held == moves:
            self.anchor()
            self.pace.held = not moves

    def anchor(self) -> None:
        """Count lab time from here."""
        self.pace.anchor(self.living.world.now, monotonic())

    def turn(self) -> Turn:
        """What there is to do for this lab now, but for its budget."""
        target = max(self.pace.target(monotonic()), self.living.world.now)
        seeing = self.may_show() and self.has_news()
        modes = frozenset(viewer.mode for viewer in self.hub.viewers)
        waiting = frozenset(viewer.mode for viewer in self.hub.viewers if viewer.waits)
        return Turn(target, 0.0, modes if seeing else frozenset(), waiting)

    def idle(self, turn: Turn) -> bool:
        """Whether the turn would change and show nothing."""
        return turn.target <= self.living.world.now and not turn.modes

    def take(self, turn: Turn) -> Done:
        """Take a turn, in the thread of the worlds; what breaks is in the answer."""
        done = Done()
        try:
            self._live(turn, done)
            if turn.modes:
                done.delta, done.lists = self.draw(turn.modes if done.anew else turn.waiting)
        except Exception as error:
            log.exception("lab.failed", lab=self.living.row.pk)
            done.error = error
        return done

    def _live(self, turn: Turn, done: Done) -> None:
        living = self.living
        if turn.target > living.world.now:
            done.arrived = living.advance(turn.target, turn.budget)
        if living.full and not living.keeps and turn.modes:
            living.begin_again()
            self.sent, done.anew = living.world.revision, True
        done.faults, living.faults = living.faults, 0

    def draw(self, modes: Iterable[str]) -> tuple[bytes | None, dict[str, bytes]]:
        """The next delta, None when it would tell nothing, and for each mode a list.

        The lists stand exactly where the delta ends, so that the next delta goes on from them.
        """
        delta = self._delta()
        lists = {mode: self.list(self.living.world, mode, live=True) for mode in sorted(modes)}
        return delta, lists

    def _delta(self) -> bytes | None:
        living, now = self.living, monotonic()
        tasks = living.tasks.changed_rows()
        if living.world.revision == self.sent and not tasks and not self._clock_due(now):
            return None
        frame = frames.delta_frame(living.world, self.sent, self.clock(), tasks, living.mark())
        self.sent = living.world.revision
        self._frame_at = max(self._frame_at, now - FRAME_EVERY) + FRAME_EVERY
        # Between two frames a browser lets its own clock run on at the lab's speed.
        self._clock_at, self.clock_changed = now + CLOCK_EVERY, False
        return frames.encode(frame)

    def _clock_due(self, now: float) -> bool:
        return self.clock_changed or now >= self._clock_at

    def list(self, world: World, mode: str, live: bool) -> bytes:
        """A list of ``world``, which is the lab's own when ``live``, else one of its past."""
        living = self.living
        tasks, marks = living.tasks.rows(), living.markers
        return frames.encode(
            frames.list_frame(world, self.facts(mode), self.clock(live), tasks, marks)
        )

    def clock(self, live: bool = True) -> dict[str, Any]:
        """The clock as the wire tells it."""
        return {
            "paused": self.pace.paused,
            "speed": self.pace.speed,
            "end": self.living.world.now,
            "live": live,
            "full": self.living.full,
        }

    def facts(self, mode: str) -> dict[str, Any]:
        """What a viewer should know of the lab itself."""
        row = self.living.row
        parent = {"id": row.parent.public_id, "time": row.parent_time} if row.parent else None
        return {
            "id": row.public_id,
            "scenario": row.scenario,
            "seed": row.seed,
            "mode": mode,
            "title": scenario(row.scenario).title,
            "parent": parent,
        }
