"""``kubectl plugin list``: the lab's terminal has no plugins."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (switch("name-only"),)


def run(command: Invocation) -> Outcome:
    """Look for programs named ``kubectl-…``, of which there are none."""
    raise error("unable to find any kubectl plugins in your PATH")
