"""A terminal's shell between two moments: its tasks, their pipes, what it is about to print.

All of it is plain data in ``world.remember("shell")``, by terminal. A *task* is a shell (the
terminal's own, number 0, or a subshell) or a running program. A session is loaded for one event,
works on copies, and is saved whole; values inside tasks are replaced, never changed in place.

Where output goes and input comes from: ``("terminal", stream)``, ``("pipe", number)``,
``("file", path)``, ``("null",)``.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import files, notices, terminal
from cluster_sim.world.shell.limits import (
    MOST_COMMANDS,
    MOST_PROCESSES,
    PIPE_TIME,
)

MEMORY = "shell"
WAKE = "shell wake"
ROOT = 0
ACTOR = files.ACTOR
Task = dict[str, Any]
Place = tuple[Any, ...]
Places = tuple[Place, Place, Place]
SCREEN: Places = (("terminal", "in"), ("terminal", terminal.OUT), ("terminal", terminal.ERR))
NULL: Place = ("null",)


class Stopped(Exception):
    """The line has reached a limit; the notice says which."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


def new_shell(parent: int | None, ends: tuple[Place, ...], like: Task | None = None) -> Task:
    """A shell task; a subshell begins with all that its parent knows."""
    copied = ("vars", "exported", "aliases", "cwd", "before", "status")
    fresh: Task = {
        "vars": {},
        "exported": (),
        "aliases": {"k": "kubectl"},
        "cwd": "",
        "before": "",
        "status": 0,
    }
    own = {name: (like or fresh)[name] for name in copied}
    return {**own, "kind": "shell", "parent": parent, "stack": (), "ends": ends, **_QUIET}


# What a task waits for; every wake-up carries the token of the wait that it ends.
_QUIET: Task = {"token": 0, "resources": (), "reads": None, "children": {}}


class Session:
    """One terminal's shell, loaded to do one thing."""

    def __init__(self, world: World, name: str) -> None:
        kept = world.remember(MEMORY).get(name)
        self.world = world
        self.terminal = name
        self.data: dict[str, Any] = dict(kept) if kept else _fresh(name)
        self.tasks = {number: dict(task) for number, task in self.data["tasks"].items()}
        self.pipes = {number: dict(pipe) for number, pipe in self.data["pipes"].items()}
        self.parts: list[tuple[str, str]] = []
        self.ready: deque[int] = deque()

    @property
    def root(self) -> Task:
        """The terminal's own shell."""
        return self.tasks[ROOT]

    @property
    def busy(self) -> bool:
        """Whether a line is running."""
        return bool(self.root["stack"])

    def save(self) -> None:
        """Keep it all, and print what there is to print."""
        self._forget_pipes()
        data = {**self.data, "tasks": self.tasks, "pipes": self.pipes}
        watched: dict[str, tuple[int, ...]] = {}
        for number, task in self.tasks.items():
            for resource in task["resources"]:
                watched[resource] = (*watched.get(resource, ()), number)
        data["watched"] = watched
        self.world.remember(MEMORY)[self.terminal] = data
        if self.parts or self.busy != data["shown_busy"]:
            data["shown_busy"] = self.busy
            root = self.root
            terminal.show(
                self.world, self.terminal, self.parts, self.busy, root["cwd"], root["status"]
            )

    def _forget_pipes(self) -> None:
        """Drop the pipes that nobody can reach any more, so that a loop does not pile them up."""
        held: dict[int, None] = {}
        for task in self.tasks.values():
            held.update((pipe, None) for _, pipe in task["ends"])
            frames = task["stack"] if task["kind"] == "shell" else ((0, task["places"]),)
            places = [place for frame in frames for place in frame[1]]
            held.update((place[1], None) for place in places if place[0] == "pipe")
            if task.get("child"):
                held[task["child"]["pipe"]] = None
        self.pipes = {number: pipe for number, pipe in self.pipes.items() if number in held}

    def number(self) -> int:
        """A number that this session has not used yet."""
        self.data["next"] += 1
        return int(self.data["next"])

    def add(self, task: Task) -> int:
        """A new task; Stopped is not raised here, ProcessLimit is the caller's to ask."""
        number = self.number()
        self.tasks[number] = task
        parent = self.tasks[task["parent"]]
        parent["children"] = {**parent["children"], number: None}
        for kind, pipe in task["ends"]:
            self.pipes[pipe][kind] += 1
        return number

    @property
    def crowded(self) -> bool:
        """Whether there may be no more tasks."""
        return len(self.tasks) >= MOST_PROCESSES

    def count_command(self) -> None:
        """Note that a command starts; Stopped when the line has run too many."""
        self.data["commands"] += 1
        if self.data["commands"] > MOST_COMMANDS:
            raise Stopped(notices.COMMANDS)

    def wake_after(self, number: int, delay: int) -> None:
        """Let a task go on in ``delay`` µs, unless something else wakes it before."""
        task = self.tasks[number]
        if not task["token"]:
            task["token"] = self.number()
        self.world.schedule(delay, WAKE, self.terminal, number, task["token"])

    def awake(self, number: int) -> None:
        """A task that waited does so no more."""
        self.tasks[number].update(token=0, resources=(), reads=None)

    # -- pipes and the screen

    def pipe(self, text: str = "") -> int:
        """A new pipe, with something in it already."""
        number = self.number()
        self.pipes[number] = {"text": text, "readers": 0, "writers": 0, "captured": False}
        return number

    def capture(self) -> int:
        """A new pipe that takes all that is written into it, for the shell itself."""
        number = self.pipe()
        self.pipes[number].update(readers=1, captured=True)
        return number

    def show(self, stream: str, text: str) -> None:
        """Print on the terminal."""
        if self.parts and self.parts[-1][0] == stream:
            text = self.parts.pop()[1] + text
        self.parts.append((stream, text))
        self.data["fresh_line"] = text.endswith("\n")

    def rouse(self, place: Place) -> None:
        """Wake who waits to read there."""
        for number, task in self.tasks.items():
            if task["reads"] == place:
                task["reads"] = None
                self.wake_after(number, PIPE_TIME)

    # -- ends

    def end(self, number: int, status: int) -> None:
        """A task is over: its parent hears of it."""
        parent = self.tasks[number]["parent"]
        self._remove(number)
        if parent in self.tasks:
            task = self.tasks[parent]
            task["children"] = {**task["children"], number: status}
            self.ready.append(parent)

    def kill(self, number: int) -> None:
        """End a task and all that it started; nobody is told."""
        for child, task in list(self.tasks.items()):
            if task["parent"] == number and child in self.tasks:
                self.kill(child)
        self._remove(number)

    def _remove(self, number: int) -> None:
        for kind, pipe in self.tasks.pop(number)["ends"]:
            self.pipes[pipe][kind] -= 1
            if kind == "writers" and not self.pipes[pipe][kind]:
                self.rouse(("pipe", pipe))

    def clear(self, status: int) -> None:
        """Nothing runs any more."""
        for number in [n for n, task in self.tasks.items() if task["parent"] == ROOT]:
            self.kill(number)
        self.awake(ROOT)
        self.root.update(stack=(), children={}, status=status)
        self.ready.clear()


def _fresh(name: str) -> dict[str, Any]:
    return {
        "tasks": {ROOT: new_shell(None, ())},
        "pipes": {},
        "next": 0,
        "history": (),
        "pending": "",
        "queue": (),
        "typed": {"text": ""},
        "typed_end": False,
        "commands": 0,
        "written": 0,
        "disk": 0,
        "fresh_line": True,
        "shown_busy": False,
        "greeted": name == terminal.FIRST,
        "watched": {},
    }
