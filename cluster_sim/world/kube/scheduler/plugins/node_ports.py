"""NodePorts: two pods cannot have the same port of one node (plugins/nodeports)."""

from __future__ import annotations

from typing import Final

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import HostPort, Ints, kind_of
from cluster_sim.world.kube.scheduler.status import Status, unschedulable

_EVERY_ADDRESS: Final = "0.0.0.0"


class NodePorts(Plugin):
    """Turns down nodes where a host port that the pod wants is taken."""

    name = "NodePorts"

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where a port is taken."""
        return self.status(cycle, 1) if _taken(cycle, place) else None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for nodes where a port is taken; few pods want one, so nodes are asked one by one."""
        if not cycle.kind.ports:
            return None
        size = len(cycle.cluster.nodes)
        asked = np.arange(2 * size)[places]
        return np.fromiter((_taken(cycle, int(place)) for place in asked), np.int64, len(asked))

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unschedulable(
            self.name, "node(s) didn't have free ports for the requested pod ports"
        )

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came, or a pod went that had a port this one wants."""
        if event.kind == cluster_event.NODE_ADDED:
            return True
        if event.kind != cluster_event.POD_REMOVED or event.old is None:
            return False
        freed, wanted = kind_of(event.old["spec"]).ports, kind_of(pod["spec"]).ports
        return any(_clash(left, right) for left in freed for right in wanted)


def _taken(cycle: Cycle, place: int) -> bool:
    wanted = cycle.kind.ports
    return bool(wanted) and any(
        _clash(one, other)
        for pod in cycle.cluster.pods_on(cycle.node(place).name).values()
        for one in pod.kind.ports
        for other in wanted
    )


def _clash(one: HostPort, other: HostPort) -> bool:
    if (one.protocol, one.port) != (other.protocol, other.port):
        return False
    return one.address == other.address or _EVERY_ADDRESS in (one.address, other.address)
