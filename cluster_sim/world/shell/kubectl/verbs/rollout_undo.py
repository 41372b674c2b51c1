"""``kubectl rollout undo``: back to an earlier template (pkg/polymorphichelpers/rollback.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.controllers.controller_history import data_of
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
from cluster_sim.world.shell.kubectl.last_applied import LAST_APPLIED
from cluster_sim.world.shell.kubectl.rollout_revisions import Revision, revisions, wanted
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS, do_each, require_history
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.verbs.rollout_history import template_text
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, DRY_RUN, number("to-revision"), flag("output", "o"))
_APPLIED = (
    "Warning: resource {}/{} was previously managed with 'kubectl apply'. Rolling back "
    "will not update the kubectl.kubernetes.io/last-applied-configuration annotation, which may "
    "cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl "
    "apply' with your previous configuration file instead.\n"
)


def run(command: Invocation) -> Outcome:
    """Give each object the template of the revision asked for, or of the one before."""
    return do_each(command, _undo)


def _undo(command: Invocation, resource: Resource, obj: Object) -> None:
    if LAST_APPLIED in annotations_of(obj):
        command.complain(_APPLIED.format(resource.plural, name_of(obj)))
    require_history(resource, "rollbacker", "rollbacker")
    asked = command.value("to-revision")
    history = revisions(command, resource, obj)
    target = wanted(obj, resource, history, asked)
    if dry_run(command) == "client":
        tell(command, obj, f"will roll back to {template_text(target.template)}")
    elif resource.key == DEPLOYMENTS:
        _undo_deployment(command, obj, target.source)
    else:
        _restore(command, resource, obj, target)


def _restore(command: Invocation, resource: Resource, obj: Object, target: Revision) -> None:
    """Patch a StatefulSet or a DaemonSet with what its revision keeps."""
    data = target.source["data"]
    if data == data_of(obj["spec"]["template"]):
        _skip(command, obj, command.value("to-revision"))
        return
    client = client_for(command)
    changed = client.patch(resource.key, namespace_of(obj), name_of(obj), data)
    tell(command, changed, "rolled back")


def _skip(command: Invocation, obj: Object, shown: object) -> None:
    tell(command, obj, f"skipped rollback (current template already matches revision {shown})")


def _undo_deployment(command: Invocation, deployment: Object, replica_set: Object) -> None:
    if deployment["spec"].get("paused"):
        raise error(
            "you cannot rollback a paused deployment; resume it first with "
            "'kubectl rollout resume' and try again"
        )
    template = _bare(replica_set["spec"]["template"])
    if equal_ignoring_hash(template, deployment["spec"]["template"]):
        number_shown = annotations_of(replica_set).get("deployment.kubernetes.io/revision")
        _skip(command, deployment, number_shown)
        return
    changed = {
        **deployment,
        "metadata": {
            **deployment["metadata"],
            "annotations": rolled_back_annotations(deployment, replica_set),
        },
        "spec": {**deployment["spec"], "template": template},
    }
    changed = client_for(command).update(DEPLOYMENTS, namespace_of(deployment), changed)
    tell(command, changed, "rolled back")


def _bare(template: Object) -> Object:
    labels = {k: v for k, v in template["metadata"]["labels"].items() if k != TEMPLATE_HASH}
    return {**template, "metadata": {**template["metadata"], "labels": labels}}
