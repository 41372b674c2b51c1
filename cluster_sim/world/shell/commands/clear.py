"""``clear``."""

from __future__ import annotations

from cluster_sim.world.shell.escapes import CLEAR
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "clear"
LATENCY = 1_000


def start(process: Process) -> Outcome:
    """``clear``."""
    process.write(CLEAR)
    return Exit()
