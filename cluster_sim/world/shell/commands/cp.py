"""``cp``."""

from __future__ import annotations

from cluster_sim.world.shell import files
from cluster_sim.world.shell.commands import copying, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "cp"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``cp [-r] SOURCE … TARGET``."""
    try:
        found, wanted = options.parse(process, "rRafpvi", ["recursive"])
    except options.UsageFault as refusal:
        process.complain(str(refusal))
        return Exit(1)
    pairs = copying.targets(process, wanted)
    if pairs is None:
        return Exit(1)
    recursive = bool(found.keys() & {"r", "R", "a", "recursive"})
    failed = False
    for source, target in pairs:
        try:
            fault = copying.copy(process, source, target, recursive)
            told = f"cannot stat '{source}': {fault}"
        except files.FileFault as problem:
            fault = str(problem)
            told = f"cannot create regular file '{target}': {fault}"
        if fault:
            failed = True
            told = told if "such file" in told or "create" in told else f"'{source}': {fault}"
            process.complain(f"cp: {told}\n")
    return Exit(int(failed))
