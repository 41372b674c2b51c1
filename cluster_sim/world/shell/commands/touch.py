"""``touch``."""

from __future__ import annotations

from cluster_sim.world.shell import files
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "touch"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``touch FILE …``: empty files where there are none."""
    failed = False
    for path in (argument for argument in process.argv[1:] if not argument.startswith("-")):
        if process.file(path) is not None:
            continue
        try:
            process.save(path, "")
        except files.FileFault as fault:
            if str(fault) != "Is a directory":
                process.complain(f"touch: cannot touch '{path}': {fault}\n")
                failed = True
    return Exit(int(failed))
