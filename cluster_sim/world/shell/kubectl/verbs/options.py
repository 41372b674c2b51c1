"""``kubectl options``: the flags that every command has."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import GLOBAL_FLAGS, Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = ()


def run(command: Invocation) -> Outcome:
    """Name them."""
    command.write("The following options can be passed to any command:\n\n")
    for each in sorted(GLOBAL_FLAGS, key=lambda known: known.name):
        command.write(f"    {each.shown}\n")
    return Exit()
