"""``kubectl create namespace``."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.generators import FLAGS as FLAGS
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome


def run(command: Invocation) -> Outcome:
    """Create the Namespace."""
    meta = {"name": name_argument(command)}
    made = {"apiVersion": "v1", "kind": "Namespace", "metadata": meta, "spec": {}, "status": {}}
    return create(command, "namespaces", made, namespaced=False)
