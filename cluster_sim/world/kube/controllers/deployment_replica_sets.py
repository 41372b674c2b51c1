"""The ReplicaSets of a Deployment: finding, making and sizing them.

pkg/controller/deployment/sync.go
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.hash import pod_template_hash
from cluster_sim.world.kube.api.meta import (
    controller_reference,
    full_name,
    name_of,
    namespace_of,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import claim, selects
from cluster_sim.world.kube.controllers.deployment_history import (
    DESIRED_REPLICAS,
    REVISION,
    TEMPLATE_HASH,
    annotations_of,
    max_revision,
    new_annotations,
    new_replica_set,
    old_replica_sets,
    with_sizes,
)
from cluster_sim.world.kube.controllers.deployment_math import Scale, max_surge, new_size, size
from cluster_sim.world.kube.controllers.deployment_progress import (
    FAILED_CREATE,
    FOUND_REPLICA_SET,
    NEW_REPLICA_SET,
    has_deadline,
    new_condition,
    with_condition,
)
from cluster_sim.world.kube.indexes import NAMESPACE

NAME = "deployment-controller"
DEPLOYMENTS, REPLICASETS = "deployments.apps", "replicasets.apps"


def owned(client: Client, deployment: Object) -> list[Object]:
    """The ReplicaSets that the Deployment controls, those without a controller adopted."""
    return claim(client, REPLICASETS, deployment, partial(selects, deployment))


def adopters(world: World, replica_set: Object) -> Iterator[str]:
    """The keys of the Deployments that would take over a ReplicaSet without a controller."""
    for each in world.store.by_index(DEPLOYMENTS, NAMESPACE, namespace_of(replica_set)):
        if selects(each, replica_set):
            yield full_name(each)


def find_new(
    client: Client, deployment: Object, replica_sets: list[Object]
) -> tuple[Object, Object | None]:
    """The Deployment, and the ReplicaSet of its template with its revision up to date, or None.

    A ReplicaSet that had to be put right first is all for this time; the Deployment takes over
    its revision at the next look.
    """
    found = new_replica_set(deployment, replica_sets)
    if found is None:
        return deployment, None
    _, old = old_replica_sets(deployment, replica_sets)
    annotations = new_annotations(deployment, found, max_revision(old) + 1, None)
    seconds = deployment["spec"].get("minReadySeconds", 0)
    if annotations != annotations_of(found) or found["spec"].get("minReadySeconds", 0) != seconds:
        return deployment, _put_right(client, found, annotations, seconds)
    changed = _with_revision(deployment, annotations[REVISION])
    if condition(deployment, "Progressing") is None:
        text = f'Found new replica set "{name_of(found)}"'
        changed = noting(client, changed, "True", FOUND_REPLICA_SET, text)
    if changed is not deployment:
        client.update_status(DEPLOYMENTS, changed)
    return changed, found


def _put_right(client: Client, found: Object, annotations: dict[str, str], seconds: int) -> Object:
    spec = {**found["spec"], "minReadySeconds": seconds}
    if not seconds:
        del spec["minReadySeconds"]
    meta = {**found["metadata"], "annotations": annotations}
    return client.update(
        REPLICASETS, namespace_of(found), {**found, "metadata": meta, "spec": spec}
    )


def create_new(
    client: Client, deployment: Object, replica_sets: list[Object]
) -> tuple[Object, Object]:
    """The Deployment, and a ReplicaSet made for its template.

    StatusError, and a condition, when the API server refuses it.
    """
    _, old = old_replica_sets(deployment, replica_sets)
    number = max_revision(old) + 1
    made = _made(deployment, replica_sets, number)
    try:
        stored = client.create(REPLICASETS, namespace_of(deployment), made)
    except StatusError as refused:
        noted = noting(client, deployment, "False", FAILED_CREATE, str(refused))
        client.update_status(DEPLOYMENTS, noted)
        raise
    if size(stored) > 0:
        _tell(
            client, deployment, f"Scaled up replica set {name_of(stored)} from 0 to {size(stored)}"
        )
    changed = _with_revision(deployment, str(number))
    text = f'Created new replica set "{name_of(stored)}"'
    changed = noting(client, changed, "True", NEW_REPLICA_SET, text)
    if changed is not deployment:
        client.update_status(DEPLOYMENTS, changed)
    return changed, stored


def resize(client: Client, deployment: Object, step: Scale) -> Object:
    """Give a ReplicaSet its new size and say so."""
    replica_set, wanted = step
    replica_set = _stored(client, replica_set)
    before = size(replica_set)
    annotations = with_sizes(annotations_of(replica_set), *_sizes(deployment))
    if before == wanted and annotations == annotations_of(replica_set):
        return replica_set
    changed = {
        **replica_set,
        "metadata": {**replica_set["metadata"], "annotations": annotations},
        "spec": {**replica_set["spec"], "replicas": wanted},
    }
    stored = client.update(REPLICASETS, namespace_of(replica_set), changed)
    if before != wanted:
        direction = "up" if wanted > before else "down"
        name = name_of(replica_set)
        _tell(
            client, deployment, f"Scaled {direction} replica set {name} from {before} to {wanted}"
        )
    return stored


def _stored(client: Client, replica_set: Object) -> Object:
    found = client.world.store.get(REPLICASETS, namespace_of(replica_set), name_of(replica_set))
    return found if found is not None else replica_set


def _sizes(deployment: Object) -> tuple[int, int]:
    return size(deployment), size(deployment) + max_surge(deployment)


def _made(deployment: Object, replica_sets: list[Object], number: int) -> Object:
    template = deployment["spec"]["template"]
    collisions = (deployment.get("status") or {}).get("collisionCount")
    code = pod_template_hash(template, collisions)
    labels = {**(template["metadata"].get("labels") or {}), TEMPLATE_HASH: code}
    selector = deployment["spec"]["selector"]
    matched = {**(selector.get("matchLabels") or {}), TEMPLATE_HASH: code}
    spec: dict[str, Any] = {
        "replicas": 0,
        "selector": {**selector, "matchLabels": matched},
        "template": {**template, "metadata": {**template["metadata"], "labels": labels}},
    }
    if deployment["spec"].get("minReadySeconds"):
        spec["minReadySeconds"] = deployment["spec"]["minReadySeconds"]
    meta = {
        "name": f"{name_of(deployment)}-{code}",
        "labels": labels,
        "ownerReferences": [controller_reference(deployment)],
    }
    made: Object = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": meta, "spec": spec}
    wanted = new_size(deployment, [*replica_sets, made], made)
    annotations = new_annotations(deployment, made, number, _sizes(deployment))
    return {
        **made,
        "metadata": {**meta, "annotations": annotations},
        "spec": {**spec, "replicas": wanted},
    }


def _with_revision(deployment: Object, number: str) -> Object:
    annotations = annotations_of(deployment)
    if annotations.get(REVISION) == number:
        return deployment
    meta = {**deployment["metadata"], "annotations": {**annotations, REVISION: number}}
    return {**deployment, "metadata": meta}


def noting(client: Client, deployment: Object, value: str, reason: str, message: str) -> Object:
    """The Deployment with this condition Progressing, unless it has no deadline to progress by."""
    if not has_deadline(deployment):
        return deployment
    status = deployment.get("status") or {}
    new = new_condition("Progressing", value, reason, message, client.now)
    conditions = with_condition(list(status.get("conditions") or ()), new)
    return {**deployment, "status": {**status, "conditions": conditions}}


def _tell(client: Client, deployment: Object, message: str) -> None:
    events.record(client, deployment, events.NORMAL, "ScalingReplicaSet", message, NAME)


def is_scaled(deployment: Object, replica_sets: list[Object]) -> bool:
    """Whether somebody changed the number of replicas since the ReplicaSets were sized."""
    for replica_set in replica_sets:
        if size(replica_set) == 0:
            continue
        known = annotations_of(replica_set).get(DESIRED_REPLICAS)
        if known is not None and known != str(size(deployment)):
            return True
    return False
