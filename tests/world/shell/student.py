"""A student at a terminal, in a world with nothing but a shell."""

from __future__ import annotations

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.shell import registration, terminal
from cluster_sim.world.shell.escapes import without_colours
from cluster_sim.world.shell.jobs import foreground

EPOCH = 1_767_600_000_000_000
HOUR = 3600 * SECOND


def system() -> System:
    """A system with terminals only."""
    made = System()
    registration.register(made)
    return made


SYSTEM = system()


class Student:
    """Types lines and reads what comes."""

    def __init__(self, world: World | None = None, name: str = "t1") -> None:
        self.world = world or World(SYSTEM, 7, EPOCH)
        self.name = name

    def type(self, text: str) -> None:
        """Type lines, without waiting for what they do."""
        self.world.command("shell", {"terminal": self.name, "text": text}, "student")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.world.command("interrupt", {"terminal": self.name}, "student")

    def run(self, text: str, patience: int = HOUR) -> str:
        """What the lines print, on both outputs, until the last of them has ended."""
        revision = self.world.revision
        self.type(text)
        self.wait(patience)
        return self.printed(revision)

    def wait(self, patience: int = HOUR) -> None:
        """Let time pass until nothing runs."""
        limit = self.world.now + patience
        while foreground.busy(self.world, self.name) and self.world.now < limit:
            due = self.world.agenda.next_time()
            self.world.run_until(limit if due is None else min(due, limit))

    def printed(self, revision: int = 0, streams: tuple[str, ...] = ("out", "err")) -> str:
        """What programs have printed since a revision."""
        chunks = [
            text
            for change in self.world.history.since(revision)
            if change.key == ("terminals", "", self.name) and change.new
            for stream, text in terminal.parts_of(change.new)
            if stream in streams
        ]
        return without_colours("".join(chunks))

    @property
    def status(self) -> int:
        """``$?``."""
        return foreground.status(self.world, self.name)

    @property
    def busy(self) -> bool:
        """Whether a line is running."""
        return foreground.busy(self.world, self.name)

    @property
    def screen(self) -> str:
        """All that the terminal has shown, without colours."""
        return without_colours(terminal.screens(self.world).get(self.name, ""))

    def fork(self) -> Student:
        """The same student in a copy of the world."""
        return Student(self.world.fork(), self.name)

    def restored(self) -> Student:
        """The same student in a world that went through a checkpoint."""
        return Student(checkpoint.load(SYSTEM, checkpoint.dump(self.world)), self.name)
