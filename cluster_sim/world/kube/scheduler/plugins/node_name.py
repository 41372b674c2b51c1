"""NodeName: a pod that names its node goes nowhere else (plugins/nodename)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.status import Status, unresolvable


class NodeName(Plugin):
    """Turns down every node but the one in ``spec.nodeName``."""

    name = "NodeName"
    heeds_pods = False

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no for a node of another name."""
        asked = cycle.pod["spec"].get("nodeName")
        if not asked or asked == cycle.node(place).name:
            return None
        return self.status(cycle, 1)

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for nodes of another name."""
        asked = cycle.pod["spec"].get("nodeName")
        if not asked:
            return None

        def other(node: NodeInfo) -> int:
            return int(node.name != asked)

        return cycle.cluster.for_each_node((self.name, asked), other)[places]

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unresolvable(self.name, "node(s) didn't match the requested node name")

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """The node came."""
        return event.kind == cluster_event.NODE_ADDED
