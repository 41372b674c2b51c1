"""The scores of PodTopologySpread (plugins/podtopologyspread/scoring.go)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from cluster_sim.world.kube.scheduler.node_info import HOSTNAME_LABEL, NodeInfo
from cluster_sim.world.kube.scheduler.plugin import BEST, Cycle
from cluster_sim.world.kube.scheduler.plugins.spread_constraint import (
    Constraint,
    counted,
    counts_node,
    pods_on,
)
from cluster_sim.world.kube.scheduler.pod_kind import Ints

IGNORED: Final = -1


def weight(domains: int) -> float:
    """How much a pod weighs in a topology of that many domains."""
    return math.log(domains + 2)


def normalised(scores: Ints) -> Ints:
    """100 for the least crowded; 0 for ignored nodes."""
    known = scores != IGNORED
    lowest = int(scores[known].min(initial=2**62))
    highest = int(scores[known].max(initial=0))
    if highest == 0:
        return np.where(known, BEST, 0)
    return np.where(known, BEST * (highest + lowest - scores) // highest, 0)


def of_node(cycle: Cycle, place: int, constraints: Sequence[Constraint], all_labels: bool) -> int:
    """The weighed crowd of one node's domains."""
    node = cycle.node(place)
    if all_labels and not _labelled(node, constraints):
        return IGNORED
    total = 0.0
    for constraint in constraints:
        if constraint.key in node.labels:
            crowd, domains = _crowd(cycle, node, constraint, constraints, all_labels)
            total += crowd * weight(domains) + (constraint.max_skew - 1)
    return math.floor(total) + (total - math.floor(total) >= 0.5)


def _labelled(node: NodeInfo, constraints: Sequence[Constraint]) -> bool:
    return all(constraint.key in node.labels for constraint in constraints)


def _crowd(
    cycle: Cycle,
    node: NodeInfo,
    constraint: Constraint,
    constraints: Sequence[Constraint],
    all_labels: bool,
) -> tuple[int, int]:
    """The pods in the node's domain, and how many domains the feasible nodes lie in."""
    places = np.arange(2 * len(cycle.cluster.nodes))[cycle.feasible]
    feasible = [cycle.node(int(place)) for place in places]
    known = [each for each in feasible if not all_labels or _labelled(each, constraints)]
    if constraint.key == HOSTNAME_LABEL:
        return pods_on(cycle, node, constraint), len(known)
    domain = node.labels[constraint.key]
    members = (
        other
        for other in cycle.cluster.nodes
        if other.labels.get(constraint.key, "") == domain
        and (not all_labels or _labelled(other, constraints))
        and counts_node(other, constraint, cycle.kind)
    )
    crowd = sum(pods_on(cycle, other, constraint) for other in members)
    return crowd, len({each.labels.get(constraint.key, "") for each in known})


def of_nodes(cycle: Cycle, constraints: Sequence[Constraint], all_labels: bool) -> Ints:
    """The weighed crowds of all feasible nodes."""
    cluster, places = cycle.cluster, cycle.feasible
    size = len(cluster.nodes)
    labelled = np.ones(2 * size, np.bool_)
    if all_labels:
        for constraint in constraints:
            labelled &= cluster.topology(constraint.key).ids >= 0
    here = labelled[places]
    total = np.zeros(len(here))
    for constraint in constraints:
        ids = cluster.topology(constraint.key).ids[places]
        if constraint.key == HOSTNAME_LABEL:
            crowd = cluster.tally(cycle.namespace, constraint.selector)[places]
            domains = int(np.count_nonzero(here))
        else:
            crowd = _by_domain(cycle, constraint, labelled[:size])[ids]
            domains = len(np.unique(ids[here]))
        part = crowd * weight(domains) + (constraint.max_skew - 1)
        total += part if all_labels else np.where(ids >= 0, part, 0.0)
    floor = np.floor(total)
    rounded = floor.astype(np.int64) + (total - floor >= 0.5)
    return np.where(here, rounded, IGNORED)


def _by_domain(cycle: Cycle, constraint: Constraint, labelled: np.ndarray) -> Ints:
    """Pods by domain over all nodes that count, the domain of the unlabelled last and empty."""
    cluster = cycle.cluster
    topology = cluster.topology(constraint.key)
    tally = cluster.tally(cycle.namespace, constraint.selector)[: len(labelled)]
    mask = counted(cycle, constraint)
    nodes = labelled & (topology.ids[: len(labelled)] >= 0)
    if mask is not None:
        nodes &= mask
    ids = topology.ids[: len(labelled)][nodes]
    return np.bincount(ids, tally[nodes], minlength=topology.size + 1).astype(np.int64)
