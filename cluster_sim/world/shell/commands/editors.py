"""``vim``, ``vi``, ``nano``: the page has an editor of its own."""

from __future__ import annotations

from cluster_sim.world.shell import notices
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "vim"
LATENCY = 1_000


def start(process: Process) -> Outcome:
    """Say where the editor is."""
    process.complain(notices.EDITOR)
    return Exit(1)
