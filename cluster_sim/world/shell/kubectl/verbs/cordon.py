"""``kubectl cordon`` and ``uncordon`` (pkg/cmd/drain)."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import see_help
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import Target, fetch
from cluster_sim.world.shell.process import Exit, Outcome


def nodes_named(command: Invocation, usage: str) -> tuple[list[Object], bool]:
    """The nodes that the arguments or ``-l`` choose; ``node/x`` is ``x``."""
    if not command.args and not command.value("selector"):
        raise see_help(f"USAGE: {usage}", command.path)
    nodes = registry.by_key("nodes")
    names = [arg.removeprefix("node/").removeprefix("nodes/") for arg in command.args]
    wanted = [Target(nodes, name) for name in names] or [Target(nodes)]
    found, failed = fetch(command, wanted, command.value("selector"))
    return [item for each in found for item in each.items], failed


def set_unschedulable(command: Invocation, node: Object, value: bool) -> None:
    """Cordon or uncordon one node, and say so."""
    done = "cordoned" if value else "uncordoned"
    if bool(node["spec"].get("unschedulable")) == value:
        tell(command, node, f"already {done}", typed=True)
        return
    if dry_run(command) != "client":
        body = {"spec": {"unschedulable": True if value else None}}
        node = client_for(command).patch("nodes", "", name_of(node), body)
    tell(command, node, done, typed=True)


class CordonVerb(ModuleType):
    """``cordon``, or ``uncordon`` with ``value`` False."""

    def __init__(self, value: bool) -> None:
        word = "cordon" if value else "uncordon"
        super().__init__(word, f"Mark node as {'un' if value else ''}schedulable.")
        self.value, self.word = value, word
        self.FLAGS = (DRY_RUN, flag("selector", "l"))

    def run(self, command: Invocation) -> Outcome:
        """Do it to every node named."""
        nodes, failed = nodes_named(command, f"{self.word} NODE [flags]")
        for node in nodes:
            set_unschedulable(command, node, self.value)
        return Exit(1 if failed else 0)
