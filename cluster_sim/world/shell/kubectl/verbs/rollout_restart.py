"""``kubectl rollout restart``: new pods of the same template."""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS, objects
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, flag("output", "o"))
RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"


def run(command: Invocation) -> Outcome:
    """Note the time in each template, which rolls it out anew."""
    found, failed = objects(command, "restarting")
    for _, deployment in found:
        if deployment["spec"].get("paused"):
            raise error(
                f"can't restart paused deployment (run rollout resume first): {name_of(deployment)}"
            )
        annotations = {RESTARTED_AT: timestamps.time(command.client.now)}
        body = {"spec": {"template": {"metadata": {"annotations": annotations}}}}
        changed = command.client.patch(
            DEPLOYMENTS, namespace_of(deployment), name_of(deployment), body
        )
        tell(command, changed, "restarted")
    return Exit(1 if failed else 0)
