"""What only one pod of a node can have: a port of the host, a disk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind, kind_of
from cluster_sim.world.kube.scheduler.status import Status, unschedulable


class SoleUse(Plugin):
    """Turns down nodes where another pod has what the pod wants for itself."""

    reason: ClassVar[str] = ""

    def wanted(self, kind: PodKind) -> Sequence[Any]:
        """What pods of a kind want for themselves."""
        raise NotImplementedError(f"{self.name} watches over nothing")

    def clash(self, one: Any, other: Any) -> bool:
        """Whether two things that are wanted are one and the same."""
        raise NotImplementedError(f"{self.name} watches over nothing")

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where another pod has it."""
        return self.status(cycle, 1) if self._taken(cycle, place) else None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 where another pod has it; few pods want any, so nodes are asked one by one."""
        if not self.wanted(cycle.kind):
            return None
        asked = np.arange(2 * len(cycle.cluster.nodes))[places]
        taken = (self._taken(cycle, int(place)) for place in asked)
        return np.fromiter(taken, np.int64, len(asked))

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unschedulable(self.name, self.reason)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came, or a pod went that had it."""
        if event.kind == cluster_event.NODE_ADDED:
            return True
        if event.kind != cluster_event.POD_REMOVED or event.old is None:
            return False
        return self._compete(kind_of(event.old["spec"]), kind_of(pod["spec"]))

    def _taken(self, cycle: Cycle, place: int) -> bool:
        if not self.wanted(cycle.kind):
            return False
        there = cycle.cluster.pods_on(cycle.node(place).name).values()
        return any(self._compete(pod.kind, cycle.kind) for pod in there)

    def _compete(self, left: PodKind, right: PodKind) -> bool:
        wanted = self.wanted(right)
        return any(self.clash(one, other) for one in self.wanted(left) for other in wanted)
