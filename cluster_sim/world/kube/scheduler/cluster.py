"""The scheduler's picture of the cluster: nodes in the order it looks at them, and their pods.

Derived from the store alone (and from the pods assumed to be bound), kept up to date by every
change, and the same when it is made anew: nothing here decides by when it was built.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from cluster_sim.world.kube.api.labels import Selector
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.columns import Columns
from cluster_sim.world.kube.scheduler.node_info import NodeInfo, interleaved
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind
from cluster_sim.world.kube.scheduler.pod_terms import NO_TERMS
from cluster_sim.world.kube.scheduler.tally import Placed, PodName, Tallies

_MOST_MEMOS: Final = 256
_EMPTY: Final[Mapping[PodName, Placed]] = {}

NodeFunction = Callable[[NodeInfo], int]


class Topology(NamedTuple):
    """The domains of a label: ``ids`` by place (-1 without the label), and how many there are."""

    ids: Ints
    size: int


class Cluster:
    """Nodes, pods and columns; ``place`` is a node's position in the order of the scheduler.

    Call ``settle`` before reading: nodes that came or went are put in order then.
    """

    def __init__(self) -> None:
        self.nodes: list[NodeInfo] = []
        self.places: dict[str, int] = {}
        self.columns = Columns(())
        self._known: dict[str, NodeInfo] = {}
        self._pods: dict[PodName, Placed] = {}
        self._on_node: dict[str, dict[PodName, Placed]] = {}
        self._in_namespace: dict[str, dict[PodName, Placed]] = {}
        self._priorities: dict[int, int] = {}
        self._unsettled = False
        self._forget()

    def _forget(self) -> None:
        self._memos: dict[Hashable, tuple[NodeFunction, Ints]] = {}
        self._topologies: dict[str, Topology] = {}
        self._images: dict[str, Ints] = {}
        self._tallies = Tallies(len(self.nodes))
        self._attached: dict[tuple[str, PodKind], Ints] = {}

    # -- nodes

    def set_node(self, node: Object) -> None:
        """A node came or changed."""
        info = NodeInfo(node)
        before = self._known.get(info.name)
        self._known[info.name] = info
        if before is None or before.zone != info.zone or self._unsettled:
            self._unsettled = True
            return
        place = self.places[info.name]
        self.nodes[place] = info
        if before.allocatable != info.allocatable:
            self.columns.set_allocatable(place, info)
        if before.labels != info.labels:
            self._topologies.clear()
        if before.images != info.images:
            self._images.clear()
        self._refresh_memos(place, info)

    def drop_node(self, name: str) -> None:
        """A node is gone; its pods stay known until they are gone too."""
        if self._known.pop(name, None) is not None:
            self._unsettled = True

    def settle(self) -> None:
        """Put the nodes in order again after some came or went."""
        if not self._unsettled:
            return
        self._unsettled = False
        self.nodes = interleaved(self._known.values())
        self.places = {node.name: place for place, node in enumerate(self.nodes)}
        self.columns = Columns(self.nodes)
        self._forget()
        for name, pod in self._pods.items():
            self._count(name, pod, 1)

    # -- pods

    def add_pod(self, name: PodName, pod: Placed) -> None:
        """A pod is on a node from now on, replacing what was known of it."""
        self.remove_pod(name)
        self._pods[name] = pod
        self._on_node.setdefault(pod.node, {})[name] = pod
        self._in_namespace.setdefault(name[0], {})[name] = pod
        self._priorities[pod.priority] = self._priorities.get(pod.priority, 0) + 1
        self._count(name, pod, 1)

    def remove_pod(self, name: PodName) -> None:
        """A pod has left its node."""
        pod = self._pods.pop(name, None)
        if pod is None:
            return
        del self._on_node[pod.node][name]
        del self._in_namespace[name[0]][name]
        self._priorities[pod.priority] -= 1
        if not self._priorities[pod.priority]:
            del self._priorities[pod.priority]
        self._count(name, pod, -1)

    def _count(self, name: PodName, pod: Placed, sign: int) -> None:
        place = self.places.get(pod.node)
        if place is None or self._unsettled:
            return
        self.columns.add(place, pod.kind, sign)
        self._tallies.follow(name[0], pod, place, sign)
        if pod.kind.terms is not NO_TERMS:
            self._attach((name[0], pod.kind), place, sign)

    def _attach(self, group: tuple[str, PodKind], place: int, sign: int) -> None:
        size = len(self.nodes)
        counts = self._attached.get(group)
        if counts is None:
            counts = self._attached[group] = np.zeros(2 * size, np.int64)
        counts[place] += sign
        counts[place + size] += sign
        if sign < 0 and not counts.any():
            del self._attached[group]

    def pods_on(self, node: str) -> Mapping[PodName, Placed]:
        """The pods of a node by namespace and name."""
        return self._on_node.get(node, _EMPTY)

    def has_below(self, priority: int) -> bool:
        """Whether any pod on a node has a lower priority."""
        return min(self._priorities, default=priority) < priority

    def placed(self, name: PodName) -> Placed | None:
        """Where a pod is, None when it is nowhere."""
        return self._pods.get(name)

    def pods_in(self, namespace: str) -> Iterable[Placed]:
        """The pods of a namespace that are on a node."""
        return self._in_namespace.get(namespace, _EMPTY).values()

    # -- what plugins derive

    def for_each_node(self, key: Hashable, function: NodeFunction) -> Ints:
        """``function`` of each node by place, nodes twice; worked out once, then kept up to date.

        ``key`` must say all that the function depends on beside the node.
        """
        known = self._memos.get(key)
        if known is None:
            once = np.fromiter(map(function, self.nodes), np.int64, len(self.nodes))
            if len(self._memos) >= _MOST_MEMOS:
                self._memos.clear()
            known = self._memos[key] = (function, np.concatenate((once, once)))
        return known[1]

    def _refresh_memos(self, place: int, info: NodeInfo) -> None:
        for function, values in self._memos.values():
            values[place] = values[place + len(self.nodes)] = function(info)

    def topology(self, label: str) -> Topology:
        """The domains that a label divides the nodes into."""
        known = self._topologies.get(label)
        if known is None:
            domains: dict[str, int] = {}
            ids = [
                domains.setdefault(node.labels[label], len(domains)) if label in node.labels else -1
                for node in self.nodes
            ]
            known = Topology(np.array(ids * 2, dtype=np.int64), len(domains))
            self._topologies[label] = known
        return known

    def image_sizes(self, image: str) -> Ints:
        """The size of an image in bytes by place, 0 where the node does not have it."""
        known = self._images.get(image)
        if known is None:
            sizes = [node.images.get(image, 0) for node in self.nodes]
            known = self._images[image] = np.array(sizes * 2, dtype=np.int64)
        return known

    def tally(self, namespace: str, selector: Selector, leaving: bool = False) -> Ints:
        """How many pods of the namespace the selector chooses on each node, nodes twice.

        Pods whose deletion was asked for count only with ``leaving``.
        """
        pods = self.pods_in(namespace)
        return self._tallies.counts(namespace, selector, pods, self.places, leaving)

    def attached(self) -> Iterable[tuple[str, PodKind, Ints]]:
        """Pods with affinity to others: namespace, kind, and how many on each node."""
        return ((*group, counts) for group, counts in self._attached.items())

    def namespaces(self) -> list[str]:
        """The namespaces that have a pod on a node."""
        return [name for name, pods in self._in_namespace.items() if pods]
