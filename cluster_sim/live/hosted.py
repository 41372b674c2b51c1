"""A living lab with its pace and its viewers: what there is to show, and when."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from cluster_sim.live import frames
from cluster_sim.live.hub import Hub
from cluster_sim.live.living import LivingLab
from cluster_sim.live.pace import Pace
from cluster_sim.selectors import PUBLIC
from cluster_sim.world.kernel.world import World
from cluster_sim.world.scenarios.scenario import scenario

# Seconds: between two frames, and between two words on the clock when nothing else happens.
FRAME_EVERY = 0.1
CLOCK_EVERY = 1.0


@dataclass
class Kept:
    """What is stored of a lab, and since when: wall times in seconds of a monotonic clock."""

    face: tuple[int, float, bool]
    revision: int
    clock_at: float = field(default_factory=monotonic)
    world_at: float = field(default_factory=monotonic)
    not_before: float = 0.0


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
        face = (living.row.position, pace.speed, pace.paused)
        self.saved = Kept(face, living.world.revision)
        self._frame_at = 0.0
        self._clock_at = 0.0

    def may_show(self) -> bool:
        """Whether it is time for a frame: ten a second, give or take one for unequal rounds."""
        return monotonic() >= self._frame_at

    def has_news(self) -> bool:
        """Whether a frame would tell anything."""
        return (
            self.living.world.revision != self.sent
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

    def draw(self, modes: set[str]) -> tuple[bytes | None, dict[str, bytes]]:
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
