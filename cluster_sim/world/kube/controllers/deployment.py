"""Deployment controller: one template, rolled out over ReplicaSets.

pkg/controller/deployment: deployment_controller.go, rolling.go, recreate.go, sync.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import (
    controller_of,
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
    has_deadline,
    is_complete,
)
from cluster_sim.world.kube.controllers.deployment_replica_sets import (
    DEPLOYMENTS,
    NAME,
    REPLICASETS,
    adopters,
    create_new,
    find_new,
    is_scaled,
    noting,
    owned,
    resize,
)
from cluster_sim.world.kube.controllers.deployment_status import report
from cluster_sim.world.kube.controllers.watching import of_itself
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.pod_state import is_finished


def _of_replica_set(world: World, change: Change) -> Iterator[str]:
    replica_set = change.new if change.new is not None else change.old
    owner = controller_of(replica_set) if replica_set is not None else None
    if owner is not None and owner["kind"] == "Deployment":
        yield f"{change.key.namespace}/{owner['name']}"
    elif owner is None and change.new is not None and not is_terminating(change.new):
        yield from adopters(world, change.new)


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
    """One look at the Deployment and its ReplicaSets as they are at the start.

    What is written on the way does not change what was looked at: a second write of the
    Deployment's status then conflicts with the first, and the key comes back, as in reality.
    """
    deployment = client.world.store.get(DEPLOYMENTS, *split_name(key))
    if deployment is None:
        return None
    replica_sets = owned(client, deployment)
    if is_terminating(deployment):
        return report(client, deployment, replica_sets, None, rollout=False)
    deployment = _note_pause(client, deployment)
    if deployment["spec"].get("paused"):
        return _scale_only(client, deployment, replica_sets)
    # The question whether somebody scaled it brings the revisions up to date by the way.
    deployment, _ = find_new(client, deployment, replica_sets)
    if is_scaled(deployment, replica_sets):
        return _scale_only(client, deployment, replica_sets)
    if is_rolling_update(deployment):
        return _roll(client, deployment, replica_sets)
    return _recreate(client, deployment, replica_sets)


def _note_pause(client: Client, deployment: Object) -> Object:
    """Say in the condition Progressing that the rollout was paused or goes on."""
    if not has_deadline(deployment):
        return deployment
    present = condition(deployment, "Progressing")
    if present is not None and present.get("reason") == TIMED_OUT:
        return deployment
    was_paused = present is not None and present.get("reason") == PAUSED
    if bool(deployment["spec"].get("paused")) == was_paused:
        return deployment
    text, reason = ("Deployment is resumed", RESUMED)
    if not was_paused:
        text, reason = ("Deployment is paused", PAUSED)
    noted = noting(client, deployment, "Unknown", reason, text)
    client.update_status(DEPLOYMENTS, noted)
    return noted


def _scale_only(client: Client, deployment: Object, replica_sets: list[Object]) -> int | None:
    deployment, new = find_new(client, deployment, replica_sets)
    _scale(client, deployment, replica_sets, new)
    if deployment["spec"].get("paused"):
        _clean_up(client, deployment, replica_sets)
    return report(client, deployment, replica_sets, new, rollout=False)


def _scale(
    client: Client, deployment: Object, replica_sets: list[Object], new: Object | None
) -> None:
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


def _roll(client: Client, deployment: Object, replica_sets: list[Object]) -> int | None:
    deployment, new = find_new(client, deployment, replica_sets)
    if new is None:
        deployment, new = create_new(client, deployment, replica_sets)
        replica_sets = [*replica_sets, new]
    step = reconcile_new(deployment, replica_sets, new)
    if step is not None:
        resize(client, deployment, step)
        return report(client, deployment, replica_sets, new)
    running, _ = old_replica_sets(deployment, replica_sets)
    for shrink in reconcile_old(deployment, [_settled(each) for each in running], new):
        resize(client, deployment, shrink)
    if is_complete(deployment, deployment.get("status") or {}):
        _clean_up(client, deployment, replica_sets)
    return report(client, deployment, replica_sets, new)


def _settled(replica_set: Object) -> Object:
    """The set with no more available pods than it asks for.

    A status may still count pods that are about to go. The real controller trusts it, and may
    for some milliseconds take away more than ``maxUnavailable``; ours keeps the promise.
    """
    status = replica_set.get("status") or {}
    most = size(replica_set)
    if status.get("availableReplicas", 0) <= most:
        return replica_set
    return {**replica_set, "status": {**status, "availableReplicas": most}}


def _recreate(client: Client, deployment: Object, replica_sets: list[Object]) -> int | None:
    deployment, new = find_new(client, deployment, replica_sets)
    running, old = old_replica_sets(deployment, replica_sets)
    if active(running):
        for each in active(running):
            resize(client, deployment, Scale(each, 0))
        return report(client, deployment, replica_sets, new)
    if _old_pods_live(client, old):
        return report(client, deployment, replica_sets, new)
    if new is None:
        deployment, new = create_new(client, deployment, replica_sets)
        replica_sets = [*replica_sets, new]
    resize(client, deployment, Scale(new, size(deployment)))
    if is_complete(deployment, deployment.get("status") or {}):
        _clean_up(client, deployment, replica_sets)
    return report(client, deployment, replica_sets, new)


def _old_pods_live(client: Client, old: list[Object]) -> bool:
    return any(
        not is_finished(pod)
        for replica_set in old
        for pod in client.world.store.by_index("pods", OWNER, replica_set["metadata"]["uid"])
    )


def _clean_up(client: Client, deployment: Object, replica_sets: list[Object]) -> None:
    """Forget the oldest revisions beyond ``revisionHistoryLimit``."""
    _, old = old_replica_sets(deployment, replica_sets)
    for replica_set in beyond_history(deployment, old):
        client.delete(REPLICASETS, namespace_of(replica_set), name_of(replica_set))


CONTROLLER = Controller(
    NAME, {DEPLOYMENTS: of_itself, REPLICASETS: _of_replica_set, "pods": _of_pod}, _sync
)
