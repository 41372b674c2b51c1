"""``mv``."""

from __future__ import annotations

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.commands import copying, options
from cluster_sim.world.shell.files import ACTOR
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "mv"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``mv SOURCE … TARGET``."""
    try:
        _, wanted = options.parse(process, "fiv")
    except options.UsageFault as refusal:
        process.complain(str(refusal))
        return Exit(1)
    pairs = copying.targets(process, wanted)
    if pairs is None:
        return Exit(1)
    failed = False
    for source, target in pairs:
        try:
            fault = copying.copy(process, source, target, recursive=True)
        except files.FileFault as problem:
            fault = str(problem)
        if fault:
            process.complain(f"mv: cannot move '{source}': {fault}\n")
            failed = True
        else:
            files.remove(process.world, paths.resolve(process.cwd, source), ACTOR)
    return Exit(int(failed))
