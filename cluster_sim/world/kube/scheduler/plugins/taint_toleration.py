"""TaintToleration: taints repel pods that do not tolerate them (plugins/tainttoleration)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, Remedy, normalised
from cluster_sim.world.kube.scheduler.plugins.taints import (
    PREFER_NO_SCHEDULE,
    REPELLING,
    UNSCHEDULABLE_TAINT,
    Taint,
    text_of,
    untolerated,
)
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind
from cluster_sim.world.kube.scheduler.status import Status, unresolvable


class TaintToleration(Plugin):
    """Turns down nodes with a taint that repels; prefers those with few taints that deter."""

    name = "TaintToleration"
    heeds_pods = False
    scoring = True

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no for a node with a NoSchedule or NoExecute taint that the pod does not tolerate."""
        taints, tolerations = cycle.node(place).taints, cycle.kind.tolerations
        return self.status(cycle, 1) if untolerated(taints, tolerations, REPELLING) else None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for nodes that repel the pod."""
        tolerations = cycle.kind.tolerations

        def repels(node: NodeInfo) -> int:
            return int(bool(untolerated(node.taints, tolerations, REPELLING)))

        return cycle.cluster.for_each_node((self.name, cycle.kind), repels)[places]

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unresolvable(self.name, "node(s) had untolerated taint(s)")

    def remedy(self, cycle: Cycle, place: int) -> Remedy | None:
        """Tolerate the one taint; one of cordoning goes with the cordon."""
        taints = untolerated(cycle.node(place).taints, cycle.kind.tolerations, REPELLING)
        if len(taints) != 1:
            return None
        if taints[0].get("key") == UNSCHEDULABLE_TAINT:
            return "flip.uncordon", {}
        return "flip.toleration", {"taint": text_of(taints[0])}

    def score(self, cycle: Cycle, place: int) -> int:
        """How many of the node's PreferNoSchedule taints the pod does not tolerate."""
        return _deterring(cycle.node(place), _soft_tolerations(cycle.kind))

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        tolerations = _soft_tolerations(cycle.kind)

        def deters(node: NodeInfo) -> int:
            return _deterring(node, tolerations)

        key = (self.name, "score", cycle.kind)
        return cycle.cluster.for_each_node(key, deters)[cycle.feasible]

    def normalise(self, cycle: Cycle, scores: Ints) -> Ints:
        """The fewer, the better."""
        return normalised(scores, reverse=True)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came that does not repel the pod, or one stopped to."""
        if event.kind not in (cluster_event.NODE_ADDED, cluster_event.NODE_TAINTS):
            return False
        tolerations = pod["spec"].get("tolerations") or []
        return (event.old is None or _repels(event.old, tolerations)) and not (
            event.new is None or _repels(event.new, tolerations)
        )


def _repels(node: Object, tolerations: list[dict[str, Any]]) -> bool:
    taints: list[Taint] = (node.get("spec") or {}).get("taints") or []
    return bool(untolerated(taints, tolerations, REPELLING))


def _soft_tolerations(kind: PodKind) -> list[dict[str, Any]]:
    soft = ("", None, PREFER_NO_SCHEDULE)
    return [each for each in kind.tolerations if each.get("effect") in soft]


def _deterring(node: NodeInfo, tolerations: list[dict[str, Any]]) -> int:
    return len(untolerated(node.taints, tolerations, (PREFER_NO_SCHEDULE,)))
