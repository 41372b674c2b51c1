"""``clear``."""

from __future__ import annotations

from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "clear"
LATENCY = 1_000
# Home, erase the screen, erase what has scrolled away (xterm's control sequences).
SCREEN = "\x1b[H\x1b[2J\x1b[3J"


def start(process: Process) -> Outcome:
    """``clear``."""
    process.write(SCREEN)
    return Exit()
