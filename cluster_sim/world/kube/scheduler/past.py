"""What the scheduler saw when it decided, from the history of the world."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.scheduler import cache, trace
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.cluster_event import STORAGE
from cluster_sim.world.kube.scheduler.tally import PodName
from cluster_sim.world.kube.scheduler.trace import Trace

# All that a decision depends on.
_SEEN: Final = (
    "namespaces",
    "nodes",
    "pods",
    "services",
    "replicasets.apps",
    "statefulsets.apps",
    "replicationcontrollers",
    "priorityclasses.scheduling.k8s.io",
    "poddisruptionbudgets.policy",
    *STORAGE,
)


def store_at(world: World, revision: int) -> Store:
    """What the scheduler reads, as it was after the change of that revision."""
    store = world.store.copy()
    for change in reversed(world.history.since(revision)):
        if change.key.resource in _SEEN:
            store.put(change.key, change.old)
    return store


def cluster_at(world: World, store: Store, decision: Trace) -> Cluster:
    """The cluster of that store with the pods that were on their way to a node by then."""
    on_the_way: dict[PodName, str] = {}
    for name, pod in store.table("pods").items():
        if pod["spec"].get("nodeName"):
            continue
        other = trace.of(world, pod["metadata"]["uid"])
        if other is not None and other.node and other.time < decision.time:
            on_the_way[name] = other.node
    return cache.of_store(store, on_the_way)
