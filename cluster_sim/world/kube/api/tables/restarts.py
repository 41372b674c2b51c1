"""How often the containers of a pod were restarted, and when last: ``2 (15s ago)``."""

from __future__ import annotations

from cluster_sim.world.kube.api import duration, timestamps
from cluster_sim.world.kube.api.resource import Object


class Restarts:
    """Counts the restarts of some containers."""

    def __init__(self) -> None:
        self._count = 0
        self._last: int | None = None

    def add(self, container: Object) -> None:
        """Count the restarts of one container status."""
        self._count += container.get("restartCount", 0)
        before = (container.get("lastState") or {}).get("terminated") or {}
        if before.get("finishedAt"):
            finished = timestamps.parse(before["finishedAt"])
            self._last = finished if self._last is None else max(self._last, finished)

    def text(self, now: int) -> str:
        """The RESTARTS column at ``now`` (Unix microseconds)."""
        if not self._count or self._last is None:
            return str(self._count)
        return f"{self._count} ({duration.age(now - self._last)} ago)"
