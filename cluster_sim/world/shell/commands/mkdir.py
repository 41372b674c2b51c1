"""``mkdir``."""

from __future__ import annotations

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.commands import options
from cluster_sim.world.shell.files import ACTOR
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "mkdir"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``mkdir [-p] FOLDER …``."""
    try:
        found, wanted = options.parse(process, "pv", ["parents"])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    if not wanted:
        process.complain("mkdir: missing operand\nTry 'mkdir --help' for more information.\n")
        return Exit(1)
    failed = False
    for path in wanted:
        try:
            _make(process, path, bool(found.keys() & {"p", "parents"}))
        except (files.FileFault, paths.Outside) as fault:
            told = "Permission denied" if isinstance(fault, paths.Outside) else fault
            process.complain(f"mkdir: cannot create directory ‘{path}’: {told}\n")
            failed = True
    return Exit(int(failed))


def _make(process: Process, path: str, parents: bool) -> None:
    place = paths.resolve(process.cwd, path)
    steps = place.split("/")
    for end in range(1, len(steps)):
        above = "/".join(steps[:end])
        if parents and not files.exists(process.world, above):
            files.make_folder(process.world, above, ACTOR)
    if not (parents and files.is_folder(process.world, place)):
        files.make_folder(process.world, place, ACTOR)
