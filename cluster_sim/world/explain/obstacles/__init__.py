"""Obstacles: what keeps an object from being as it should, down to what lies behind it."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.obstacles import (
    autoscaling,
    network,
    pods,
    spaces,
    storage,
    workloads,
)
from cluster_sim.world.explain.obstacles.obstacle import Finder, Obstacle, held
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World

# What is found behind obstacles is looked for so deep, and so many are told.
_DEEP, _MOST = 5, 10

_FINDERS: dict[str, Finder] = {
    "pods": pods.pod,
    "deployments.apps": workloads.deployment,
    "replicasets.apps": workloads.replica_set,
    "statefulsets.apps": workloads.stateful_set,
    "daemonsets.apps": workloads.daemon_set,
    "jobs.batch": workloads.job,
    "persistentvolumeclaims": storage.claim,
    "persistentvolumes": storage.volume,
    "namespaces": spaces.namespace,
    "nodes": spaces.node,
    "poddisruptionbudgets.policy": spaces.budget,
    "services": network.service,
    "ingresses.networking.k8s.io": network.ingress,
    "horizontalpodautoscalers.autoscaling": autoscaling.autoscaler,
}


def obstacles(world: World, key: Key) -> list[dict[str, Any]]:
    """What is in the object's way, and behind each obstacle what is in the way there.

    Each is {"fact", "args", "key", "depth"}: ``key`` is the object that the obstacle leads to,
    None when it leads nowhere; those of depth 1 explain the one of depth 0 before them.
    """
    return _found(world, key, 0, {key})[:_MOST]


def _found(world: World, key: Key, depth: int, seen: set[Key]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    for obstacle in _of(world, key):
        fact, behind = obstacle
        shown = list(behind) if behind is not None else None
        told.append({"fact": fact.kind, "args": fact.args, "key": shown, "depth": depth})
        if behind is not None and behind not in seen and depth < _DEEP:
            seen.add(behind)
            told += _found(world, behind, depth + 1, seen)
    return told


def _of(world: World, key: Key) -> list[Obstacle]:
    obj = world.get(key)
    if obj is None:
        return []
    finder = _FINDERS.get(key.resource)
    if finder is not None:
        return finder(world, world.seen(key.resource, obj))
    meta = obj.get("metadata") or {}
    names = meta.get("finalizers") or ()
    if meta.get("deletionTimestamp") and names:
        return [held("held.finalizers", names=list(names))]
    return []
