"""A command executed inside a running container, as ``kubectl exec`` and exec probes do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cluster_sim.world.containers.programs import nginx_tool, script
from cluster_sim.world.containers.programs.net.tools import tools_of
from cluster_sim.world.containers.programs.outside import Alone, Network, Outside, Write
from cluster_sim.world.containers.programs.program import Program, Run
from cluster_sim.world.containers.programs.registry import BARE
from cluster_sim.world.containers.programs.sh.commands import is_known
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT
from cluster_sim.world.containers.programs.sh.timeline import Timeline

_LONGEST = 3600 * 1_000_000


class Execution(NamedTuple):
    """What came of it; ``time`` is in µs. Code -1: there is no such executable.

    ``writes`` are the files that it wrote.
    """

    code: int
    stdout: str
    stderr: str
    time: int
    writes: tuple[Write, ...] = ()


def execute(
    program: Program,
    run: Run,
    argv: list[str],
    now: int,
    stdin: str = "",
    network: Network | None = None,
) -> Execution:
    """Run ``argv`` in the container at Unix time ``now`` to its end, an hour at the most."""
    if not can_run(run, argv):
        return Execution(-1, "", argv[0] if argv else "", 0)
    timeline = process(program, run, argv, now)
    timeline.shell.network = network
    timeline.shell.typed = stdin
    timeline.advance(now + _LONGEST)
    over, code = timeline.end or (now + _LONGEST, 0)
    texts = timeline.output(STDOUT), timeline.output(STDERR)
    return Execution(code, *texts, over - now, tuple(timeline.own_writes(now - 1, over)))


def can_run(run: Run, argv: list[str]) -> bool:
    """Whether the image has such an executable."""
    if not argv or run.image_program in BARE:
        return False
    if run.image_program == "nginx" and nginx_tool.concerns(argv):
        return True
    return is_known(argv[0].rpartition("/")[2], tools_of(run.image))


def process(
    program: Program, run: Run, argv: list[str], now: int, outside: Outside | None = None
) -> Timeline:
    """A further process in the container, beside the one that it was made for.

    ``outside``: what others do to its files, where that is not what the container itself sees.
    """
    shell = script.shell_of(run, now, script.files_of(program, run, now))
    shell.ready = now >= run.started + program.ready(run)
    shell.name = argv[0].rpartition("/")[2] if "sh" in argv[0] else "sh"
    shell.positional = tuple(argv[3:])
    shell.beside = run.pid
    return Timeline(shell, list(argv), Aside(run, outside or run.outside))


class Aside(Alone):
    """The files of a container for a process beside its first: that one's writes count too."""

    def __init__(self, run: Run, outside: Outside) -> None:
        self.run = run
        self.outside = outside

    def writes(self, after: int, until: int) -> Sequence[Write]:
        """What others and the container's own program changed."""
        theirs = self.outside.writes(after, until)
        if not _is_script(self.run):
            return theirs
        own = script.timeline_of(self.run).own_writes(after, until)
        return sorted((*theirs, *own), key=_moment)

    def next_write(self, after: int) -> int | None:
        """When files may next be others."""
        if _is_script(self.run):
            return script.timeline_of(self.run).next_file_change(after)
        return self.outside.next_write(after)


def _is_script(run: Run) -> bool:
    return run.program == script.PROGRAM.name


def _moment(write: Write) -> int:
    return write.at


def files_change(program: Program, run: Run, after: int) -> int | None:
    """When a command executed may find other files than at ``after``; None: never again."""
    if program.name != script.PROGRAM.name:
        return run.outside.next_write(after)
    return script.timeline_of(run).next_file_change(after)
