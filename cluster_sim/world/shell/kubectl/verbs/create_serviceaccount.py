"""``kubectl create serviceaccount``."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.generators import FLAGS as FLAGS
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome


def run(command: Invocation) -> Outcome:
    """Create the ServiceAccount."""
    meta = {"name": name_argument(command)}
    made = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta}
    return create(command, "serviceaccounts", made, told="serviceaccount:")
