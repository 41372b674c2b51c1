"""What the verbs under ``kubectl rollout`` share: their objects and their template changes."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.controllers.deployment_history import revision
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.subjects import subjects

FLAGS: tuple[Flag, ...] = (
    flag("selector", "l"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
)
DEPLOYMENTS, REPLICASETS = "deployments.apps", "replicasets.apps"


def objects(command: Invocation, doing: str) -> tuple[list[tuple[Resource, Object]], bool]:
    """The objects named, all of a kind that rolls out; Failure when none is named.

    ``doing`` words the refusal of other kinds: ``pausing``.
    """
    if not command.args and not command.value("filename"):
        raise error("required resource not specified")
    found, failed = subjects(command, command.args)
    pairs = [(each.resource, item) for each in found for item in each.items]
    for resource, _ in pairs:
        if resource.key != DEPLOYMENTS:
            raise error(f"{resource.key} {doing} is not supported")
    return pairs, failed


def replica_sets(command: Invocation, deployment: Object) -> list[Object]:
    """The ReplicaSets of a Deployment by revision, the oldest first."""
    world = command.client.world
    owned = world.store.by_index(REPLICASETS, OWNER, deployment["metadata"]["uid"])
    return sorted(owned, key=revision)


def of_revision(command: Invocation, deployment: Object, number: int) -> Object:
    """The ReplicaSet of a revision; 0 is the one before the present. Failure without one."""
    history = replica_sets(command, deployment)
    if number:
        for each in history:
            if revision(each) == number:
                return each
        raise error(f"unable to find specified revision {number} in history")
    if len(history) < 2:
        raise Failure(f'error: no rollout history found for deployment "{name_of(deployment)}"')
    return history[-2]
