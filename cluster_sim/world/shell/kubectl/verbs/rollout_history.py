"""``kubectl rollout history`` (pkg/polymorphichelpers/history.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.deployment_history import annotations_of, revision
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.writer import Writer
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.rollouts import objects, replica_sets
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, number("revision"), flag("output", "o"))
CHANGE_CAUSE = "kubernetes.io/change-cause"


def run(command: Invocation) -> Outcome:
    """Print the revisions, or the template of one."""
    wanted = command.value("revision")
    if wanted < 0:
        raise error(f"revision must be a positive integer: {wanted}")
    found, failed = objects(command, "history")
    for _, deployment in found:
        title = f"deployment.apps/{name_of(deployment)}"
        if wanted:
            body = _template(command, deployment, wanted)
            command.write(f"{title} with revision #{wanted}\n{body}\n")
        else:
            command.write(f"{title} \n{_table(command, deployment)}\n")
    return Exit(1 if failed else 0)


def _table(command: Invocation, deployment: Object) -> str:
    history = [each for each in replica_sets(command, deployment) if revision(each)]
    if not history:
        return "No rollout history found."
    writer = TabWriter(min_width=0, padding=2)
    writer.write("REVISION\tCHANGE-CAUSE\n")
    for each in history:
        writer.write(f"{revision(each)}\t{annotations_of(each).get(CHANGE_CAUSE, '<none>')}\n")
    writer.flush()
    return writer.take()


def _template(command: Invocation, deployment: Object, wanted: int) -> str:
    for each in replica_sets(command, deployment):
        if revision(each) == wanted:
            template = each["spec"]["template"]
            cause = annotations_of(each).get(CHANGE_CAUSE)
            if cause:
                meta = template["metadata"]
                annotations = {**(meta.get("annotations") or {}), CHANGE_CAUSE: cause}
                template = {**template, "metadata": {**meta, "annotations": annotations}}
            writer = Writer(aligned=False)
            write_pod_template(writer, template)
            return writer.text()
    raise error("unable to find the specified revision")
