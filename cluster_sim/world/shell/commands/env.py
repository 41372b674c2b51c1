"""``env`` and ``printenv``."""

from __future__ import annotations

from cluster_sim.world.shell.process import Exit, Outcome, Process, Run

NAME = "env"
LATENCY = 1_000


def start(process: Process) -> Outcome:
    """``env [COMMAND …]``, ``printenv [NAME …]``."""
    names = process.argv[1:]
    if process.argv[0] == "env" and names:
        return Run(tuple(names))
    if names:
        found = [process.env[name] for name in names if name in process.env]
        process.write("".join(f"{value}\n" for value in found))
        return Exit(int(len(found) < len(names)))
    process.write("".join(f"{name}={process.env[name]}\n" for name in sorted(process.env)))
    return Exit()


def wake(process: Process) -> Outcome:
    """The command has ended."""
    return Exit(process.child.status if process.child else 0)
