"""``kubectl create configmap``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.key_values import FLAGS as DATA
from cluster_sim.world.shell.kubectl.key_values import key_values, with_hash
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, *DATA)


def run(command: Invocation) -> Outcome:
    """Create the ConfigMap."""
    name = name_argument(command)
    made: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}}
    data = key_values(command, "ConfigMap", name)
    if data:
        made["data"] = data
    made = with_hash(made) if command.value("append-hash") else made
    return create(command, "configmaps", made, told="configmap:")
