"""``kubectl rollout undo``: back to an earlier template (pkg/polymorphichelpers/rollback.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.deployment_history import (
    TEMPLATE_HASH,
    annotations_of,
    equal_ignoring_hash,
    rolled_back_annotations,
)
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS, objects, of_revision
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.verbs.apply import LAST_APPLIED
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, DRY_RUN, number("to-revision"), flag("output", "o"))
_APPLIED = (
    "Warning: resource deployments/{} was previously managed with 'kubectl apply'. Rolling back "
    "will not update the kubectl.kubernetes.io/last-applied-configuration annotation, which may "
    "cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl "
    "apply' with your previous configuration file instead.\n"
)


def run(command: Invocation) -> Outcome:
    """Give each Deployment the template of the revision asked for, or of the one before."""
    found, failed = objects(command, "rollback")
    for _, deployment in found:
        if LAST_APPLIED in annotations_of(deployment):
            command.complain(_APPLIED.format(name_of(deployment)))
        _undo(command, deployment)
    return Exit(1 if failed else 0)


def _undo(command: Invocation, deployment: Object) -> None:
    if deployment["spec"].get("paused"):
        raise error(
            "you cannot rollback a paused deployment; resume it first with "
            "'kubectl rollout resume' and try again"
        )
    wanted = of_revision(command, deployment, command.value("to-revision"))
    template = _bare(wanted["spec"]["template"])
    if equal_ignoring_hash(template, deployment["spec"]["template"]):
        number_shown = annotations_of(wanted).get("deployment.kubernetes.io/revision")
        text = f"skipped rollback (current template already matches revision {number_shown})"
        tell(command, deployment, text)
        return
    meta = {
        **deployment["metadata"],
        "annotations": rolled_back_annotations(deployment, wanted),
    }
    changed = {
        **deployment,
        "metadata": meta,
        "spec": {**deployment["spec"], "template": template},
    }
    if dry_run(command) != "client":
        changed = client_for(command).update(DEPLOYMENTS, namespace_of(deployment), changed)
    tell(command, changed, "rolled back")


def _bare(template: Object) -> Object:
    labels = {k: v for k, v in template["metadata"]["labels"].items() if k != TEMPLATE_HASH}
    return {**template, "metadata": {**template["metadata"], "labels": labels}}
