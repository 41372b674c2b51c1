"""NodeResourcesFit: is there room, and how full would the node be? (noderesources/fit.go)"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event, requests
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import PODS_ROW, Mask, Places
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, Remedy
from cluster_sim.world.kube.scheduler.plugins import shares
from cluster_sim.world.kube.scheduler.plugins.allocation import LeastAllocated, Strategy
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind, kind_of
from cluster_sim.world.kube.scheduler.requests import CPU, EPHEMERAL, MEMORY, PODS
from cluster_sim.world.kube.scheduler.resized import kind_on_node
from cluster_sim.world.kube.scheduler.status import (
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Status,
)

TOO_MANY_PODS: Final = "Too many pods"


class NodeResourcesFit(Plugin):
    """Turns down nodes without room for the requests; scores by a strategy.

    ``ignored`` and ``ignored_groups``: extended resources, by name or by the part before the
    slash, that others look after.
    """

    name = "NodeResourcesFit"
    scoring = True

    def __init__(
        self,
        strategy: Strategy | None = None,
        ignored: tuple[str, ...] = (),
        ignored_groups: tuple[str, ...] = (),
    ) -> None:
        self.strategy = LeastAllocated() if strategy is None else strategy
        self._ignored = ignored
        self._ignored_groups = ignored_groups

    def _wanted(self, kind: PodKind) -> Iterator[tuple[str, int]]:
        """What is asked for, in the order in which lacks are told."""
        for name in (CPU, MEMORY, EPHEMERAL):
            value = kind.requests.get(name, 0)
            if value > 0:
                yield name, value
        for name, value in kind.extended:
            group = name.partition("/")[0]
            if name not in self._ignored and group not in self._ignored_groups:
                yield name, value

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no that names every resource of which there is too little."""
        node = cycle.node(place)
        pods = list(cycle.cluster.pods_on(node.name).values())
        reasons, code = [], UNSCHEDULABLE
        if len(pods) + 1 > node.allocatable.get(PODS, 0):
            reasons.append(TOO_MANY_PODS)
        for name, value in self._wanted(cycle.kind):
            capacity = node.allocatable.get(name, 0)
            if value > capacity - sum(pod.kind.requests.get(name, 0) for pod in pods):
                reasons.append(f"Insufficient {name}")
                code = UNRESOLVABLE if value > capacity else code
        return Status(self.name, code, tuple(reasons)) if reasons else None

    def passes(self, cycle: Cycle, places: Places) -> Mask:
        """Where there is room for everything."""
        columns = cycle.cluster.columns
        used, capacity = columns.requested, columns.allocatable
        fits: Mask = used[PODS_ROW][places] < capacity[PODS_ROW][places]
        for name, value in self._wanted(cycle.kind):
            row = columns.row(name)
            if row is None:
                return np.zeros_like(fits)
            fits &= capacity[row][places] - used[row][places] >= value
        return fits

    def codes(self, cycle: Cycle, places: Places) -> Ints:
        """Bit 0: too many pods; then two bits a resource: too little free, too little at all."""
        columns = cycle.cluster.columns
        used, capacity = columns.requested, columns.allocatable
        full = used[PODS_ROW][places] >= capacity[PODS_ROW][places]
        codes: Ints = full.astype(np.int64)
        for index, (name, value) in enumerate(self._wanted(cycle.kind)):
            row = columns.row(name)
            if row is None:
                codes |= 3 << (2 * index + 1)
                continue
            at_all = capacity[row][places]
            codes |= (value > at_all - used[row][places]).astype(np.int64) << (2 * index + 1)
            codes |= (value > at_all).astype(np.int64) << (2 * index + 2)
        return codes

    def status(self, cycle: Cycle, code: int) -> Status:
        """The reasons that the bits stand for."""
        reasons = [TOO_MANY_PODS] if code & 1 else []
        kind = UNSCHEDULABLE
        for index, (name, _value) in enumerate(self._wanted(cycle.kind)):
            if code >> (2 * index + 1) & 1:
                reasons.append(f"Insufficient {name}")
            if code >> (2 * index + 2) & 1:
                kind = UNRESOLVABLE
        return Status(self.name, kind, tuple(reasons))

    def remedy(self, cycle: Cycle, place: int) -> Remedy | None:
        """Ask for no more than is free of the one resource that lacks."""
        node = cycle.node(place)
        pods = list(cycle.cluster.pods_on(node.name).values())
        if len(pods) + 1 > node.allocatable.get(PODS, 0):
            return None
        lacking = {}
        for name, value in self._wanted(cycle.kind):
            used = sum(pod.kind.requests.get(name, 0) for pod in pods)
            free = node.allocatable.get(name, 0) - used
            if value > free:
                lacking[name] = max(free, 0)
        if len(lacking) != 1:
            return None
        ((name, most),) = lacking.items()
        return "flip.request", {"resource": name, "most": requests.text_of(name, most)}

    def score(self, cycle: Cycle, place: int) -> int:
        """The strategy's score of one node, with 100m and 200Mi where a container says nothing."""
        resources = self.strategy.resources
        return self.strategy.score(shares.of_node(cycle, place, resources, weighed=True))

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        resources = self.strategy.resources
        found = shares.of_nodes(cycle, resources, weighed=True)
        return self.strategy.scores(found) if found else np.zeros(cycle.feasible_count, np.int64)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A pod let go of what this one needs, or a node has room for it, at least empty."""
        kind = kind_of(pod["spec"])
        if event.kind in (cluster_event.POD_REMOVED, cluster_event.POD_RESIZED):
            return event.old is not None and self._is_freed(event.old, event.new, kind)
        if event.kind not in (cluster_event.NODE_ADDED, cluster_event.NODE_ALLOCATABLE):
            return False
        return event.new is not None and self._could_hold(event.new, kind)

    def _is_freed(self, old: Object, new: Object | None, kind: PodKind) -> bool:
        """Whether a pod that is gone, or smaller now, held something that this one needs."""
        before = kind_on_node(old).requests
        after = kind_on_node(new).requests if new is not None else {}
        wanted = [name for name, _value in self._wanted(kind)]
        if not wanted:
            return new is None
        return any(before.get(name, 0) > after.get(name, 0) for name in wanted)

    def _could_hold(self, node: Object, kind: PodKind) -> bool:
        offered = requests.amounts((node.get("status") or {}).get("allocatable"))
        return offered.get(PODS, 0) > 0 and all(
            offered.get(name, 0) >= value for name, value in self._wanted(kind)
        )
