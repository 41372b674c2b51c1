"""NodeResourcesBalancedAllocation: cpu and memory used to the same degree.

pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cluster_sim.world.kube.scheduler.plugin import BEST, Cycle, Plugin
from cluster_sim.world.kube.scheduler.plugins import shares
from cluster_sim.world.kube.scheduler.plugins.allocation import DEFAULT_RESOURCES, Share, Shares
from cluster_sim.world.kube.scheduler.pod_kind import Ints


class NodeResourcesBalancedAllocation(Plugin):
    """The closer the shares of the resources are to each other, the better."""

    name = "NodeResourcesBalancedAllocation"
    scoring = True

    def __init__(self, resources: tuple[tuple[str, int], ...] = DEFAULT_RESOURCES) -> None:
        self.resources = resources

    def pre_score(self, cycle: Cycle) -> bool:
        """A pod that asks for none of the resources would be sent to one node for ever."""
        return any(cycle.kind.requests.get(name) for name, _weight in self.resources)

    def score(self, cycle: Cycle, place: int) -> int:
        """100 less the standard deviation of the shares, in percent."""
        return _balance(shares.of_node(cycle, place, self.resources, weighed=False))

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        found = shares.of_nodes(cycle, self.resources, weighed=False)
        if len(found) == 2:
            return _balances_of_two(*found)
        return _balances(found)


def _balance(found: Sequence[Share]) -> int:
    fractions = [min(share.requested / share.allocatable, 1.0) for share in found]
    deviation = 0.0
    if len(fractions) == 2:
        deviation = abs((fractions[0] - fractions[1]) / 2)
    elif len(fractions) > 2:
        mean = sum(fractions) / len(fractions)
        squares = sum((fraction - mean) * (fraction - mean) for fraction in fractions)
        deviation = math.sqrt(squares / len(fractions))
    return int((1 - deviation) * BEST)


def _balances_of_two(left: Shares, right: Shares) -> Ints:
    """Most clusters, most of the time: a node that lacks one of the two is in balance."""
    difference = _fractions(left) - _fractions(right)
    deviation = np.abs(difference / 2)
    both = (left.allocatable > 0) & (right.allocatable > 0)
    return ((1 - np.where(both, deviation, 0.0)) * BEST).astype(np.int64)


def _fractions(each: Shares) -> np.ndarray:
    return np.minimum(each.requested / np.maximum(each.allocatable, 1), 1.0)


def _balances(found: Sequence[Shares]) -> Ints:
    columns = [
        [
            Share(int(used), int(capacity), each.weight)
            for used, capacity in zip(each.requested, each.allocatable, strict=True)
        ]
        for each in found
    ]
    nodes = ([share for share in node if share.allocatable] for node in zip(*columns, strict=True))
    return np.fromiter((_balance(node) for node in nodes), np.int64)
