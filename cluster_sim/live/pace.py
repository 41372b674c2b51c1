"""How lab time follows wall time: at a speed, from an anchor."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST, FASTEST = 0.1, 1000.0


@dataclass
class Pace:
    """Lab time in µs, wall time in seconds of a monotonic clock that only the host reads."""

    time: int
    wall: float
    speed: float = 1.0
    paused: bool = False
    held: bool = False

    def target(self, wall: float) -> int:
        """The lab time that it should be at ``wall``."""
        if self.paused or self.held:
            return self.time
        return self.time + int((wall - self.wall) * self.speed * 1_000_000)

    def anchor(self, time: int, wall: float) -> None:
        """Count from here: after a change of speed, or when the world could not keep up."""
        self.time, self.wall = time, wall
