"""A command executed inside a running container, as ``kubectl exec`` and exec probes do."""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.program import Program, Run
from cluster_sim.world.containers.programs.sh.commands import is_known
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT
from cluster_sim.world.containers.programs.sh.timeline import Timeline

_LONGEST = 3600 * 1_000_000


class Execution(NamedTuple):
    """What came of it; ``time`` is in µs. Code -1: there is no such executable."""

    code: int
    stdout: str
    stderr: str
    time: int


def execute(program: Program, run: Run, argv: list[str], now: int) -> Execution:
    """Run ``argv`` in the container at Unix time ``now``; files it writes are not kept."""
    if not argv or not is_known(argv[0].rpartition("/")[2]):
        return Execution(-1, "", argv[0] if argv else "", 0)
    shell = script.shell_of(run, now, _files(program, run, now))
    shell.ready = now >= run.started + program.ready(run)
    timeline = Timeline(shell, list(argv))
    timeline.advance(now + _LONGEST)
    over, code = timeline.end or (now + _LONGEST, 0)
    texts = timeline.output(STDOUT), timeline.output(STDERR)
    return Execution(code, *texts, over - now)


def files_change(program: Program, run: Run, after: int) -> int | None:
    """When a command executed may find other files than at ``after``; None: never again."""
    if program.name != script.PROGRAM.name:
        return None
    return script.timeline_of(run).next_file_change(after)


def _files(program: Program, run: Run, now: int) -> dict[str, str]:
    if program.name == script.PROGRAM.name:
        return script.timeline_of(run).files_at(now)
    return script.image_files(run)
