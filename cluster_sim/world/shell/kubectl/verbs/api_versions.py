"""``kubectl api-versions``: the groups and versions that are served (pkg/cmd/apiresources)."""

from __future__ import annotations

from cluster_sim.world.kube.api import registry
from cluster_sim.world.shell.kubectl.failure import see_help
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = ()


def run(command: Invocation) -> Outcome:
    """Print them by name, one a line."""
    if command.args:
        raise see_help(f"unexpected arguments: [{' '.join(command.args)}]", command.path)
    known = registry.of(command.process.world).resources
    versions = sorted(dict.fromkeys(each.api_version for each in known))
    command.write("".join(f"{version}\n" for version in versions))
    return Exit()
