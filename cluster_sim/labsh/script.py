"""Runs a script in a world, each line until what it started has ended."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.labsh import directives
from cluster_sim.labsh.report import Outcome, Writer
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.shell import terminal
from cluster_sim.world.shell.escapes import without_colours
from cluster_sim.world.shell.jobs import foreground

TERMINAL = terminal.FIRST
_STUDENT = "student"
# A follower ends so long after its line began, in µs; a line that is none may take a day.
TIMEOUT = 10 * SECOND
LONGEST = 24 * 3600 * SECOND


class Runner:
    """A terminal at which a script is typed."""

    def __init__(self, world: World, writer: Writer) -> None:
        self.world = world
        self.writer = writer
        self.timeout = TIMEOUT
        self.typed: list[str] = []
        self.began = (world.now, world.revision)

    def run(self, line: str) -> None:
        """Do one line; DirectiveFault when it is a directive that fails."""
        unfinished = foreground.unfinished(self.world, TERMINAL)
        if line.startswith("%") and not unfinished:
            directives.run(self, line)
            return
        if not unfinished:
            if not line.strip() or line.lstrip().startswith("#"):
                return
            self.typed, self.began = [], (self.world.now, self.world.revision)
        self.typed.append(line)
        self.world.command("shell", {"terminal": TERMINAL, "text": line}, _STUDENT)
        self._until_idle()
        if not foreground.unfinished(self.world, TERMINAL):
            self._report()

    def finish(self) -> None:
        """The script is over: a line still open is refused as bash does."""
        if foreground.unfinished(self.world, TERMINAL):
            foreground.close(self.world, TERMINAL)
            self._report()

    def _until_idle(self) -> None:
        world, began = self.world, self.world.now
        while foreground.busy(world, TERMINAL):
            follows = foreground.follows(world, TERMINAL)
            limit = began + (self.timeout if follows else LONGEST)
            due = world.agenda.next_time()
            if world.now >= limit or due is None:
                world.command("interrupt", {"terminal": TERMINAL}, _STUDENT)
                return
            if due > limit:
                world.run_until(limit)
            else:
                world.step()

    def _report(self) -> None:
        start, revision = self.began
        changes = self.world.history.since(revision)
        parts = [part for change in changes for part in _parts(change)]
        self.writer.command(
            Outcome(
                line="\n".join(self.typed),
                stdout=_joined(parts, (terminal.OUT,)),
                stderr=_joined(parts, (terminal.ERR,)),
                shown=_joined(_without_echo(parts), None),
                status=foreground.status(self.world, TERMINAL),
                start=start,
                end=self.world.now,
            )
        )


def _parts(change: Change) -> list[tuple[str, str]]:
    if change.key != (terminal.TERMINALS, "", TERMINAL) or change.new is None:
        return []
    return terminal.parts_of(change.new)


def _joined(parts: Sequence[tuple[str, str]], streams: tuple[str, ...] | None) -> str:
    chosen = (text for stream, text in parts if streams is None or stream in streams)
    return without_colours("".join(chosen))


def _without_echo(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What programs printed, and of the screen's own only what Ctrl-C shows."""
    return [
        (stream, "^C\n" if stream == terminal.SCREEN else text)
        for stream, text in parts
        if stream != terminal.SCREEN or text.lstrip("\n").startswith("^C")
    ]
