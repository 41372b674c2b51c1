"""``kubectl version``."""

from __future__ import annotations

from cluster_sim.world.kube.version import GIT_VERSION
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (switch("client"), flag("output", "o"))
# The release of kustomize inside kubectl 1.36.
_KUSTOMIZE = "v5.8.1"


def run(command: Invocation) -> Outcome:
    """Print the versions of the client and of the server."""
    command.write(f"Client Version: {GIT_VERSION}\nKustomize Version: {_KUSTOMIZE}\n")
    if not command.value("client"):
        command.write(f"Server Version: {GIT_VERSION}\n")
    return Exit()
