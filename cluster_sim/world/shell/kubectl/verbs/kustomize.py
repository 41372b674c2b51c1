"""``kubectl kustomize``: print what a kustomization builds."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kustomize.build import build
from cluster_sim.world.shell.kubectl.output import yaml
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("output", "o"),
    flag("load-restrictor", default="LoadRestrictionsRootOnly"),
    flag("reorder", default="legacy"),
)


def run(command: Invocation) -> Outcome:
    """Build the folder given, or the one that one is in."""
    if len(command.args) > 1:
        raise error("specify one path to kustomization.yaml")
    folder = command.args[0] if command.args else "."
    text = "---\n".join(yaml.dumps(obj) for obj in build(command, folder))
    if command.value("output"):
        command.process.save(command.value("output"), text)
    else:
        command.write(text)
    return Exit()
