"""``which``."""

from __future__ import annotations

from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "which"
LATENCY = 1_000


def start(process: Process) -> Outcome:
    """``which NAME …``."""
    # Programs know each other only here, and the table knows all of them.
    from cluster_sim.world.shell import programs

    missing = False
    for name in process.argv[1:]:
        if name in programs.PROGRAMS:
            process.write(f"{programs.path(name)}\n")
        else:
            missing = True
    return Exit(int(missing))
