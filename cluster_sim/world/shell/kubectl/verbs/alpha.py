"""``kubectl alpha``: of this version it has no commands."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = ()


def run(command: Invocation) -> Outcome:
    """Say that there are none."""
    command.complain("No alpha commands are available in this version of kubectl\n")
    return Exit()
