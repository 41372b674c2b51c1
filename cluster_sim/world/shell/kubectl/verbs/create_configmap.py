"""``kubectl create configmap``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.flags import Flag, several, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, files, key_values, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    several("from-literal"),
    several("from-file"),
    switch("append-hash"),
)


def run(command: Invocation) -> Outcome:
    """Create the ConfigMap."""
    name = name_argument(command)
    data = {
        **files(command, command.value("from-file")),
        **key_values(command, command.value("from-literal")),
    }
    made: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}}
    return create(command, "configmaps", {**made, "data": data} if data else made)
