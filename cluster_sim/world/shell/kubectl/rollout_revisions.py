"""The revisions of what rolls out: ReplicaSets of a Deployment, ControllerRevisions of the rest.

pkg/polymorphichelpers/history.go and rollback.go
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import controller_of, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.controllers.controller_history import (
    REVISIONS,
    in_order,
    number_of,
    template_of,
)
from cluster_sim.world.kube.controllers.deployment_history import annotations_of, revision
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.recording import CHANGE_CAUSE as CHANGE_CAUSE
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS


class Revision(NamedTuple):
    """One of the templates that an object has had; ``shown`` is what ``-o`` prints of it."""

    number: int
    template: Object
    cause: str
    source: Object
    shown: Object


def revisions(command: Invocation, resource: Resource, obj: Object) -> list[Revision]:
    """The revisions of an object, the oldest first."""
    if resource.key == DEPLOYMENTS:
        return [_of_replica_set(each) for each in _owned(command, "replicasets.apps", obj)]
    return [_of_revision(obj, each) for each in in_order(_owned(command, REVISIONS, obj))]


def _owned(command: Invocation, resource: str, obj: Object) -> list[Object]:
    """What the object controls and selects, by revision where that is an annotation."""
    selector = labels.of_object(obj["spec"]["selector"])
    found = command.client.list(resource, namespace_of(obj))["items"]
    mine = [
        each
        for each in found
        if (owner := controller_of(each)) is not None
        and owner["uid"] == obj["metadata"]["uid"]
        and selector.matches(each["metadata"].get("labels"))
    ]
    return mine if resource == REVISIONS else sorted(mine, key=revision)


def _of_replica_set(replica_set: Object) -> Revision:
    cause = annotations_of(replica_set).get(CHANGE_CAUSE, "")
    template = replica_set["spec"]["template"]
    if cause:
        meta = template["metadata"]
        annotations = {**(meta.get("annotations") or {}), CHANGE_CAUSE: cause}
        template = {**template, "metadata": {**meta, "annotations": annotations}}
    return Revision(revision(replica_set), template, cause, replica_set, replica_set)


def _of_revision(obj: Object, stored: Object) -> Revision:
    template = template_of(stored)
    applied = {**obj, "spec": {**obj["spec"], "template": template}}
    cause = annotations_of(stored).get(CHANGE_CAUSE, "")
    return Revision(number_of(stored), template, cause, stored, applied)


def wanted(obj: Object, resource: Resource, history: list[Revision], number: int) -> Revision:
    """The revision of a number; 0 is the one before the present. Failure without one."""
    if number:
        for each in history:
            if each.number == number:
                return each
        raise error(f"unable to find specified revision {number} in history")
    if len(history) < 2:
        if resource.key == DEPLOYMENTS:
            raise error(f'no rollout history found for deployment "{name_of(obj)}"')
        raise error("no last revision to roll back to")
    return history[-2]
