"""Topology spread constraints, read from a spec, and what they count.

pkg/scheduler/framework/plugins/podtopologyspread/common.go
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.labels import NOTHING, Selector
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.scheduler.cluster import Topology
from cluster_sim.world.kube.scheduler.columns import Mask
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins import required_affinity
from cluster_sim.world.kube.scheduler.plugins.taints import REPELLING, untolerated
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind

DO_NOT_SCHEDULE: Final = "DoNotSchedule"
SCHEDULE_ANYWAY: Final = "ScheduleAnyway"
_HONOR: Final = "Honor"


class Constraint(NamedTuple):
    """``honors``: whether nodes the pod may not use are left out by affinity, by taints."""

    max_skew: int
    key: str
    selector: Selector
    min_domains: int
    honors_affinity: bool
    honors_taints: bool


def read(
    specs: Iterable[Mapping[str, Any]], action: str, pod_labels: Mapping[str, str]
) -> list[Constraint]:
    """The constraints of a pod with that ``whenUnsatisfiable``."""
    return [
        Constraint(
            spec["maxSkew"],
            spec["topologyKey"],
            _selector(spec, pod_labels),
            spec.get("minDomains") or 1,
            (spec.get("nodeAffinityPolicy") or _HONOR) == _HONOR,
            spec.get("nodeTaintsPolicy") == _HONOR,
        )
        for spec in specs
        if spec["whenUnsatisfiable"] == action
    ]


def defaults(
    specs: Iterable[Mapping[str, Any]], action: str, selector: Selector
) -> list[Constraint]:
    """The cluster's constraints for a pod whose like ``selector`` chooses."""
    return [
        Constraint(spec["maxSkew"], spec["topologyKey"], selector, 1, True, False)
        for spec in specs
        if spec["whenUnsatisfiable"] == action
    ]


def _selector(spec: Mapping[str, Any], pod_labels: Mapping[str, str]) -> Selector:
    try:
        selector = labels.of_object(spec.get("labelSelector"))
    except SelectorError:
        return NOTHING
    own = {key: pod_labels[key] for key in spec.get("matchLabelKeys") or () if key in pod_labels}
    if not own or selector.requirements is None:
        return selector
    return Selector((*(labels.of_set(own).requirements or ()), *selector.requirements))


def counts_node(node: NodeInfo, constraint: Constraint, kind: PodKind) -> bool:
    """Whether the constraint's policies let the node's pods count."""
    if constraint.honors_affinity and not required_affinity.matches(kind, node.node):
        return False
    return not constraint.honors_taints or not untolerated(node.taints, kind.tolerations, REPELLING)


def domains(
    cycle: Cycle, constraint: Constraint, constraints: Sequence[Constraint]
) -> dict[str, int]:
    """The pods of each domain over the nodes that have every label and count."""
    found: dict[str, int] = {}
    for node in cycle.cluster.nodes:
        if any(each.key not in node.labels for each in constraints):
            continue
        if counts_node(node, constraint, cycle.kind):
            domain = node.labels[constraint.key]
            found[domain] = found.get(domain, 0) + pods_on(cycle, node, constraint)
    return found


def pods_on(cycle: Cycle, node: NodeInfo, constraint: Constraint) -> int:
    """How many pods of the node the constraint counts."""
    return sum(
        name[0] == cycle.namespace and not pod.leaving and constraint.selector.matches(pod.labels)
        for name, pod in cycle.cluster.pods_on(node.name).items()
    )


def counted(cycle: Cycle, constraint: Constraint) -> Mask | None:
    """``counts_node`` of all nodes once round the cluster, None when all count."""
    kind = cycle.kind
    if not constraint.honors_taints and not required_affinity.demands_nodes(kind):
        return None
    key = ("spread", kind, constraint.honors_affinity, constraint.honors_taints)

    def counts(node: NodeInfo) -> int:
        return int(counts_node(node, constraint, kind))

    return cycle.cluster.for_each_node(key, counts)[: len(cycle.cluster.nodes)] > 0


def eligible(cycle: Cycle, constraints: Sequence[Constraint]) -> list[Mask]:
    """For each constraint the nodes that count: with every label, and by its policies."""
    size = len(cycle.cluster.nodes)
    labelled = np.ones(size, np.bool_)
    for constraint in constraints:
        labelled &= cycle.cluster.topology(constraint.key).ids[:size] >= 0
    masks = [counted(cycle, constraint) for constraint in constraints]
    return [labelled if mask is None else labelled & mask for mask in masks]


def by_domain(topology: Topology, tally: Ints, nodes: Mask) -> tuple[Ints, Mask]:
    """Pods by domain over the nodes that count, and which domains have such a node.

    The domain after the last is that of nodes without the label: empty, and not present.
    """
    size = topology.size + 1
    ids = topology.ids[: len(nodes)][nodes]
    pods = np.bincount(ids, tally[: len(nodes)][nodes], minlength=size).astype(np.int64)
    present = np.bincount(ids, minlength=size) > 0
    return pods, present
