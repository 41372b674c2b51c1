"""``timeout``."""

from __future__ import annotations

from cluster_sim.world.shell.commands.sleep import duration
from cluster_sim.world.shell.process import Exit, Outcome, Process, Run

NAME = "timeout"
LATENCY = 1_000
_REFUSED = 125


def start(process: Process) -> Outcome:
    """``timeout DURATION COMMAND …``."""
    if len(process.argv) < 3:
        process.complain("timeout: missing operand\nTry 'timeout --help' for more information.\n")
        return Exit(_REFUSED)
    limit = duration(process.argv[1])
    if limit is None:
        process.complain(f"timeout: invalid time interval ‘{process.argv[1]}’\n")
        return Exit(_REFUSED)
    return Run(tuple(process.argv[2:]), limit=limit)


def wake(process: Process) -> Outcome:
    """The command has ended, or had its time."""
    return Exit(process.child.status if process.child else 0)
