"""The tasks of a lab: looked at whenever the world has moved, ticked for good once done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluster_sim.world.checks import task
from cluster_sim.world.checks.view import View
from cluster_sim.world.kernel.world import SECOND, World

# A task is looked at each second of lab time at most, so that what holds for a moment counts
# the same at any speed.
_LOOK_EVERY = SECOND


class TaskBoard:
    """What the course asks in this lab; ``ticks``: task id → {"revision", "time"}."""

    def __init__(self, tasks: Sequence[Mapping[str, Any]], ticks: Mapping[str, Any]) -> None:
        self._tasks = [task.compile_task(each) for each in tasks]
        self.ticks = dict(ticks)
        self.hints = {each.id: 0 for each in self._tasks}
        self._fresh: dict[str, dict[str, int]] = {}
        self._seen = -1
        self._changed: set[str] = {each.id for each in self._tasks}

    def next_look(self, world: World) -> int:
        """The lab time up to which the world may run before the tasks are looked at again."""
        if not self._open():
            return 1 << 62
        return (world.now // _LOOK_EVERY + 1) * _LOOK_EVERY

    def look(self, world: World) -> None:
        """Tick what is done now and choose the hints that fit."""
        if world.revision == self._seen:
            return
        self._seen = world.revision
        open_tasks = self._open()
        if not open_tasks:
            return
        view = View(world)
        for each in open_tasks:
            if each.done(view):
                tick = {"revision": world.revision, "time": world.now}
                self.ticks[each.id] = self._fresh[each.id] = tick
                self._changed.add(each.id)
            elif (hint := each.hint(view)) != self.hints[each.id]:
                self.hints[each.id] = hint
                self._changed.add(each.id)

    def rows(self) -> list[dict[str, Any]]:
        """All tasks, as the wire tells them."""
        return [self._row(each.id) for each in self._tasks]

    def changed_rows(self) -> list[dict[str, Any]]:
        """The tasks that changed since this was asked last."""
        rows = [self._row(each.id) for each in self._tasks if each.id in self._changed]
        self._changed = set()
        return rows

    def fresh(self) -> dict[str, dict[str, int]]:
        """The ticks that nobody has stored yet."""
        return dict(self._fresh)

    def stored(self, names: Iterable[str]) -> None:
        """These ticks are stored now."""
        for name in names:
            self._fresh.pop(name, None)

    def _row(self, name: str) -> dict[str, Any]:
        return {"id": name, "done": self.ticks.get(name), "hint": self.hints[name]}

    def _open(self) -> list[task.Task]:
        return [each for each in self._tasks if each.id not in self.ticks]
