"""NodeUnschedulable: nothing new on a cordoned node (plugins/nodeunschedulable)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, Remedy
from cluster_sim.world.kube.scheduler.plugins.taints import UNSCHEDULABLE_TAINT, tolerates
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind
from cluster_sim.world.kube.scheduler.status import Status, unresolvable

_TAINT: Final = {"key": UNSCHEDULABLE_TAINT, "effect": "NoSchedule"}


class NodeUnschedulable(Plugin):
    """Turns cordoned nodes down unless the pod tolerates the taint of cordoning."""

    name = "NodeUnschedulable"
    heeds_pods = False

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no for a cordoned node."""
        if not cycle.node(place).unschedulable or _tolerated(cycle.kind):
            return None
        return self.status(cycle, 1)

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for cordoned nodes."""
        if _tolerated(cycle.kind):
            return None
        return cycle.cluster.for_each_node(self.name, _cordoned)[places]

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unresolvable(self.name, "node(s) were unschedulable")

    def remedy(self, cycle: Cycle, place: int) -> Remedy | None:
        """Uncordon it."""
        return "flip.uncordon", {}

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came that is not cordoned, or one was uncordoned."""
        if event.kind not in (cluster_event.NODE_ADDED, cluster_event.NODE_TAINTS):
            return False
        was_open = event.old is not None and not _is_cordoned(event.old)
        return not was_open and event.new is not None and not _is_cordoned(event.new)


def _cordoned(node: NodeInfo) -> int:
    return int(node.unschedulable)


def _is_cordoned(node: Object) -> bool:
    return bool((node.get("spec") or {}).get("unschedulable"))


def _tolerated(kind: PodKind) -> bool:
    return any(tolerates(toleration, _TAINT) for toleration in kind.tolerations)
