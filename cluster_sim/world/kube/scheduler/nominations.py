"""Which pods wait for room that others make for them, and where.

pkg/scheduler/backend/queue/nominator.go: the status of a pod says it too, but the scheduler
knows as soon as it has decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cache
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.plugin import Guests
from cluster_sim.world.kube.scheduler.tally import Placed, PodName

_MEMORY: Final = "scheduler nominations"


def nominate(world: World, name: PodName, node: str) -> None:
    """Keep room on ``node`` for the pod; "" for nowhere any more."""
    nominated = world.remember(_MEMORY)
    nominated.pop(name, None)
    if node:
        nominated[name] = node


def node_of(world: World, name: PodName) -> str:
    """Where room is kept for the pod, "" for nowhere."""
    return str(world.remember(_MEMORY).get(name, ""))


def now(world: World) -> Mapping[PodName, str]:
    """All pods that room is kept for, with their nodes."""
    return world.remember(_MEMORY)


def in_store(store: Store) -> dict[PodName, str]:
    """The same as the statuses of pods tell it."""
    found = {}
    for name, pod in store.table("pods").items():
        node = (pod.get("status") or {}).get("nominatedNodeName")
        if node and not pod["spec"].get("nodeName"):
            found[name] = node
    return found


def guests(
    nominated: Mapping[PodName, str], store: Store, cluster: Cluster, name: PodName, pod: Object
) -> Guests:
    """The pods that ``pod`` must leave room for: other ones, no less important than it."""
    found: dict[int, list[tuple[PodName, Placed]]] = {}
    priority = pod["spec"].get("priority") or 0
    for other, node in nominated.items():
        guest = store.get("pods", *other)
        if guest is None or other == name or node not in cluster.places:
            continue
        placed = cache.placed(guest, node)
        if placed.priority >= priority and cluster.placed(other) is None:
            found.setdefault(cluster.places[node], []).append((other, placed))
    return found


def below(world: World, node: str, priority: int) -> list[PodName]:
    """The pods nominated to ``node`` that are less important than ``priority``."""
    found = []
    for name, where in world.remember(_MEMORY).items():
        pod = world.store.get("pods", *name)
        if where == node and pod is not None and (pod["spec"].get("priority") or 0) < priority:
            found.append(name)
    return found
