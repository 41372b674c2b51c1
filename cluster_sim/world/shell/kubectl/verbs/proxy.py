"""``kubectl proxy``: nothing here can listen in the background; it says what to do instead."""

from __future__ import annotations

from cluster_sim.world.shell import notices
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (number("port", "p", default=8001), flag("address"))


def run(command: Invocation) -> Outcome:
    """Name the command that asks the API server for a path."""
    command.complain(notices.PROXY)
    return Exit(1)
