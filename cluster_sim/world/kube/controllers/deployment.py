"""Deployment controller: one template, rolled out over ReplicaSets.

pkg/controller/deployment: deployment_controller.go, rolling.go, recreate.go, sync.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import (
    controller_of,
    full_name,
    is_terminating,
    name_of,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.deployment_history import (
    beyond_history,
    old_replica_sets,
)
from cluster_sim.world.kube.controllers.deployment_math import (
    Scale,
    active,
    active_or_latest,
    is_rolling_update,
    is_saturated,
    proportional_scales,
    reconcile_new,
    reconcile_old,
    size,
)
from cluster_sim.world.kube.controllers.deployment_progress import (
    PAUSED,
    RESUMED,
    TIMED_OUT,
    condition,
    is_complete,
    new_condition,
    with_condition,
)
from cluster_sim.world.kube.controllers.deployment_replica_sets import (
    DEPLOYMENTS,
    NAME,
    REPLICASETS,
    create_new,
    current,
    find_new,
    is_scaled,
    owned,
    resize,
)
from cluster_sim.world.kube.controllers.deployment_status import report
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.pod_state import is_finished


def _of_itself(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        yield full_name(change.new)


def _of_replica_set(world: World, change: Change) -> Iterator[str]:
    replica_set = change.new if change.new is not None else change.old
    owner = controller_of(replica_set) if replica_set is not None else None
    if owner is not None and owner["kind"] == "Deployment":
        yield f"{change.key.namespace}/{owner['name']}"


def _of_pod(world: World, change: Change) -> Iterator[str]:
    """The last pod to go lets a Recreate go on."""
    if change.new is not None or change.old is None:
        return
    owner = controller_of(change.old)
    if owner is None or owner["kind"] != "ReplicaSet":
        return
    replica_set = world.store.get(REPLICASETS, change.key.namespace, owner["name"])
    parent = controller_of(replica_set) if replica_set is not None else None
    if parent is not None and parent["kind"] == "Deployment":
        yield f"{change.key.namespace}/{parent['name']}"


def _sync(client: Client, key: str) -> int | None:
    deployment = client.world.store.get(DEPLOYMENTS, *split_name(key))
    if deployment is None:
        return None
    if is_terminating(deployment):
        return report(client, deployment, None, rollout=False)
    deployment = _note_pause(client, deployment)
    if deployment["spec"].get("paused") or is_scaled(deployment, owned(client, deployment)):
        return _scale_only(client, deployment)
    if is_rolling_update(deployment):
        return _roll(client, deployment)
    return _recreate(client, deployment)


def _note_pause(client: Client, deployment: Object) -> Object:
    """Say in the condition Progressing that the rollout was paused or goes on."""
    if deployment["spec"].get("progressDeadlineSeconds") is None:
        return deployment
    status = deployment.get("status") or {}
    present = condition(status, "Progressing")
    if present is not None and present.get("reason") == TIMED_OUT:
        return deployment
    was_paused = present is not None and present.get("reason") == PAUSED
    if bool(deployment["spec"].get("paused")) == was_paused:
        return deployment
    text, reason = ("Deployment is resumed", RESUMED)
    if not was_paused:
        text, reason = ("Deployment is paused", PAUSED)
    new = new_condition("Progressing", "Unknown", reason, text, client.now)
    conditions = with_condition(list(status.get("conditions") or ()), new)
    changed = {**deployment, "status": {**status, "conditions": conditions}}
    return client.update_status(DEPLOYMENTS, changed)


def _scale_only(client: Client, deployment: Object) -> int | None:
    new = find_new(client, deployment)
    _scale(client, deployment, new)
    if deployment["spec"].get("paused"):
        _clean_up(client, deployment)
    return report(client, deployment, new, rollout=False)


def _scale(client: Client, deployment: Object, new: Object | None) -> None:
    replica_sets = owned(client, deployment)
    running, old = old_replica_sets(deployment, replica_sets)
    only = active_or_latest(new, running)
    if only is not None:
        resize(client, deployment, Scale(only, size(deployment)))
    elif is_saturated(deployment, new):
        for each in active(old):
            resize(client, deployment, Scale(each, 0))
    elif is_rolling_update(deployment):
        for step in proportional_scales(deployment, replica_sets):
            resize(client, deployment, step)


def _roll(client: Client, deployment: Object) -> int | None:
    new = find_new(client, deployment) or create_new(client, deployment)
    deployment = current(client, deployment)
    replica_sets = owned(client, deployment)
    step = reconcile_new(deployment, replica_sets, new)
    if step is not None:
        return report(client, deployment, resize(client, deployment, step))
    running, _ = old_replica_sets(deployment, replica_sets)
    for shrink in reconcile_old(deployment, running, new):
        resize(client, deployment, shrink)
    if is_complete(deployment, deployment.get("status") or {}):
        _clean_up(client, deployment)
    return report(client, deployment, new)


def _recreate(client: Client, deployment: Object) -> int | None:
    new = find_new(client, deployment)
    running, old = old_replica_sets(deployment, owned(client, deployment))
    if active(running):
        for each in active(running):
            resize(client, deployment, Scale(each, 0))
        return report(client, deployment, new)
    if _old_pods_live(client, old):
        return report(client, deployment, new)
    if new is None:
        new = create_new(client, deployment)
    resize(client, deployment, Scale(new, size(deployment)))
    if is_complete(deployment, deployment.get("status") or {}):
        _clean_up(client, deployment)
    return report(client, deployment, new)


def _old_pods_live(client: Client, old: list[Object]) -> bool:
    return any(
        not is_finished(pod)
        for replica_set in old
        for pod in client.world.store.by_index("pods", OWNER, replica_set["metadata"]["uid"])
    )


def _clean_up(client: Client, deployment: Object) -> None:
    """Forget the oldest revisions beyond ``revisionHistoryLimit``."""
    _, old = old_replica_sets(deployment, owned(client, deployment))
    for replica_set in beyond_history(deployment, old):
        client.delete(REPLICASETS, namespace_of(replica_set), name_of(replica_set))


CONTROLLER = Controller(
    NAME, {DEPLOYMENTS: _of_itself, REPLICASETS: _of_replica_set, "pods": _of_pod}, _sync
)
