"""The scheduler's cluster in a world: kept in its caches, made again from the store if missing.

Pods on their way to a node count as if they were there (pkg/scheduler/backend/cache, "assumed").
Which ones those are is memory of the world.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.cluster_event import on_node
from cluster_sim.world.kube.scheduler.pod_kind import PodKind
from cluster_sim.world.kube.scheduler.resized import kind_on_node
from cluster_sim.world.kube.scheduler.tally import Placed, PodName

_CACHE: Final = "scheduler cluster"
_ASSUMED: Final = "scheduler assumed"


def cluster_of(world: World) -> Cluster:
    """The cluster as it is now, ready to be read."""
    cluster = kept(world)
    if cluster is None:
        cluster = world.caches[_CACHE] = built(world)
    cluster.settle()
    return cluster


def kept(world: World) -> Cluster | None:
    """The cluster if it is in the caches: what is not need not be kept up to date."""
    return world.caches.get(_CACHE)


def built(world: World) -> Cluster:
    """The cluster made from the store."""
    assumed = world.remember(_ASSUMED)
    return of_store(world.store, {name: node for name, (_uid, node) in assumed.items()})


def of_store(store: Store, assumed: Mapping[PodName, str]) -> Cluster:
    """The cluster of a store, with pods that are on their way to a node."""
    cluster = Cluster()
    for node in store.all("nodes"):
        cluster.set_node(node)
    for name, pod in store.table("pods").items():
        if on_node(pod):
            cluster.add_pod(name, placed(pod, pod["spec"]["nodeName"]))
    for name, node_name in assumed.items():
        pending = store.get("pods", *name)
        if pending is not None:
            cluster.add_pod(name, placed(pending, node_name))
    cluster.settle()
    return cluster


def placed(pod: Object, node: str, kind: PodKind | None = None) -> Placed:
    """The pod as the cluster remembers it on a node."""
    spec, labels = pod["spec"], pod["metadata"].get("labels") or {}
    priority = spec.get("priority") or 0
    return Placed(node, kind or kind_on_node(pod), labels, is_terminating(pod), priority)


def assume(world: World, name: PodName, pod: Object, node: str, kind: PodKind) -> None:
    """Count the pod on its node before it is bound."""
    world.remember(_ASSUMED)[name] = (pod["metadata"]["uid"], node)
    cluster = kept(world)
    if cluster is not None:
        cluster.add_pod(name, placed(pod, node, kind))


def forget(world: World, name: PodName) -> None:
    """The pod will not get to the node after all."""
    world.remember(_ASSUMED).pop(name, None)
    cluster = kept(world)
    if cluster is not None:
        cluster.remove_pod(name)


def bound(world: World, name: PodName, pod: Object) -> None:
    """The pod is on its node, assumed before or not."""
    world.remember(_ASSUMED).pop(name, None)
    _update(world, name, pod, pod["spec"]["nodeName"])


def changed(world: World, name: PodName, pod: Object) -> None:
    """A pod on its way to a node is not the same any more."""
    assumed = world.remember(_ASSUMED).get(name)
    if assumed is not None:
        _update(world, name, pod, assumed[1])


def _update(world: World, name: PodName, pod: Object, node: str) -> None:
    cluster = kept(world)
    if cluster is None:
        return
    known = cluster.placed(name)
    labels = pod["metadata"].get("labels") or {}
    if (
        known is None
        or (known.node, known.labels) != (node, labels)
        or known.leaving != is_terminating(pod)
    ):
        cluster.add_pod(name, placed(pod, node))


def is_assumed(world: World, name: PodName, uid: str) -> bool:
    """Whether the pod is on its way to a node."""
    found = world.remember(_ASSUMED).get(name)
    return found is not None and found[0] == uid
