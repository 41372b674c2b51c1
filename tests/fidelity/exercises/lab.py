"""A lab at whose terminal exercises are done, by somebody who waits and presses Ctrl-C."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_sim.labsh.script import TERMINAL
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from cluster_sim.world.shell import terminal
from cluster_sim.world.shell.escapes import without_colours
from cluster_sim.world.shell.jobs import foreground
from cluster_sim.world.shell.jobs.session import MEMORY, SCREEN

_STUDENT = "student"
# How long a command may take, one that follows something, and one that listens to what is
# typed without having ended, in µs.
_PATIENCE = 300 * SECOND
_FOLLOWED = 60 * SECOND
_LISTENED = 20 * SECOND


@dataclass(frozen=True)
class Answer:
    """What came of a line; ``stopped``: it would have gone on, and was ended with Ctrl-C."""

    line: str
    text: str
    status: int
    stopped: bool = False


def new_world() -> World:
    """Three nodes, as the lab begins."""
    return start(system(), scenario("three-nodes"), seed=1)


class Lab:
    """A terminal of a world; typing a line takes ``typing`` µs."""

    def __init__(self, world: World, typing: int = 0) -> None:
        self.world, self.typing = world, typing

    def write(self, path: str, text: str) -> None:
        """Put a file into the home folder."""
        self.world.command("write", {"path": path, "text": text}, _STUDENT)

    def type(self, line: str) -> Answer:
        """Type a line and wait for its end.

        A program that listens is left running: the next line is typed to it.
        """
        self.pass_time(self.typing)
        revision = self.world.revision
        self.world.command("shell", {"terminal": TERMINAL, "text": line}, _STUDENT)
        stopped = self._wait()
        parts = [part for change in self.world.history.since(revision) for part in _parts(change)]
        text = "".join(text for stream, text in parts if stream != terminal.SCREEN)
        inside = foreground.busy(self.world, TERMINAL)
        status = 0 if inside else foreground.status(self.world, TERMINAL)
        return Answer(line, without_colours(text), status, stopped)

    def leave(self) -> None:
        """End whatever still runs, and a line that was never ended."""
        if foreground.busy(self.world, TERMINAL):
            self.world.command("interrupt", {"terminal": TERMINAL}, _STUDENT)
        if foreground.unfinished(self.world, TERMINAL):
            foreground.close(self.world, TERMINAL)

    def pass_time(self, time: int) -> None:
        """Let µs go by."""
        self.world.run_until(self.world.now + time)

    def _wait(self) -> bool:
        """Until the prompt is back; true when only Ctrl-C brought it."""
        world, began = self.world, self.world.now
        while foreground.busy(world, TERMINAL):
            listens = self._listens()
            follows = foreground.follows(world, TERMINAL)
            limit = began + (_LISTENED if listens else _FOLLOWED if follows else _PATIENCE)
            due = world.agenda.next_time()
            if due is not None and due <= limit:
                world.step()
                continue
            world.run_until(max(limit, world.now))
            if listens:
                return False
            world.command("interrupt", {"terminal": TERMINAL}, _STUDENT)
            return True
        return False

    def _listens(self) -> bool:
        tasks = self.world.remember(MEMORY)[TERMINAL]["tasks"].values()
        return any(task["reads"] == SCREEN[0] for task in tasks)


def _parts(change: Change) -> list[tuple[str, str]]:
    if change.key != (terminal.TERMINALS, "", TERMINAL) or change.new is None:
        return []
    return terminal.parts_of(change.new)
