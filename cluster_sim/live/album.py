"""Pictures of a lab's past, so that going back is short: some dozens, evenly apart."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from cluster_sim.world.kernel.history import History
from cluster_sim.world.kernel.world import SECOND, World

# What is lived again from a picture costs by its changes, and a little by the hour.
_REVISIONS_APART = 500
_TIME_APART = 3600 * SECOND
_MOST = 32


@dataclass(frozen=True)
class Picture:
    """The world at ``time`` after ``applied`` commands, without its history."""

    time: int
    revision: int
    applied: int
    world: World


class Album:
    """The pictures of one lab, oldest first. Its history is one, so no picture needs its own."""

    def __init__(self) -> None:
        self._pictures: list[Picture] = []

    def keep(self, world: World, applied: int) -> None:
        """Take a picture unless there is one of about this moment."""
        place = bisect_right(self._pictures, world.revision, key=_revision)
        before = self._pictures[place - 1] if place else None
        if before and _is_near(before, world):
            return
        twin = world.fork()
        twin.history = History()
        self._pictures.insert(place, Picture(world.now, world.revision, applied, twin))
        if len(self._pictures) > _MOST:
            self._thin_out()

    def _thin_out(self) -> None:
        """Take away the picture whose neighbours are closest to each other."""
        revisions = [picture.revision for picture in self._pictures]
        gaps = [after - before for before, after in zip(revisions, revisions[2:], strict=False)]
        del self._pictures[1 + gaps.index(min(gaps))]

    def before(self, time: int, applied: int, history: History) -> tuple[World, int] | None:
        """A world of its own, at ``time`` or earlier, and the commands it has seen (at most
        ``applied``); None when there is no such picture. ``history``: the lab's own.
        """
        for picture in reversed(self._pictures):
            if picture.time <= time and picture.applied <= applied:
                twin = picture.world.fork()
                twin.history = History(history.changes[: picture.revision])
                return twin, picture.applied
        return None


def _revision(picture: Picture) -> int:
    return picture.revision


def _is_near(picture: Picture, world: World) -> bool:
    changes, time = world.revision - picture.revision, world.now - picture.time
    return changes < _REVISIONS_APART and time < _TIME_APART
