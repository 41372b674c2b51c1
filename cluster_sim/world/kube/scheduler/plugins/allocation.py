"""Strategies that score a node by how full it would be (plugins/noderesources).

Each exists for one node and for many at once. Amounts already include the pod; resources that
the node does not have are left out. Weights are those of the scheduler's configuration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np

from cluster_sim.world.kube.scheduler.plugin import BEST
from cluster_sim.world.kube.scheduler.pod_kind import Ints

_FULL: Final = 100
_HIGHEST_POINT: Final = 10


class Share(NamedTuple):
    """A resource on one node: what would be requested of what there is."""

    requested: int
    allocatable: int
    weight: int


class Shares(NamedTuple):
    """The same resource on many nodes; places where nothing is allocatable count as absent."""

    requested: Ints
    allocatable: Ints
    weight: int


class Strategy(Protocol):
    """``resources`` with their weights, and the score for them."""

    resources: tuple[tuple[str, int], ...]

    def score(self, shares: Sequence[Share]) -> int:
        """0 to 100 for one node."""

    def scores(self, shares: Sequence[Shares]) -> Ints:
        """0 to 100 for each of many nodes; there is at least one resource."""


DEFAULT_RESOURCES: Final = (("cpu", 1), ("memory", 1))


class LeastAllocated:
    """The emptier, the better: spreads (least_allocated.go)."""

    def __init__(self, resources: tuple[tuple[str, int], ...] = DEFAULT_RESOURCES) -> None:
        self.resources = resources

    def score(self, shares: Sequence[Share]) -> int:
        """The weighted mean of what stays free, in percent."""
        total = sum(
            max(share.allocatable - share.requested, 0) * BEST // share.allocatable * share.weight
            for share in shares
        )
        weights = sum(share.weight for share in shares)
        return total // weights if weights else 0

    def scores(self, shares: Sequence[Shares]) -> Ints:
        """The same for many nodes."""
        return _weighted(
            shares,
            [
                np.maximum(each.allocatable - each.requested, 0) * BEST // _divisor(each)
                for each in shares
            ],
        )


class MostAllocated:
    """The fuller, the better: packs (most_allocated.go)."""

    def __init__(self, resources: tuple[tuple[str, int], ...] = DEFAULT_RESOURCES) -> None:
        self.resources = resources

    def score(self, shares: Sequence[Share]) -> int:
        """The weighted mean of what would be used, in percent."""
        total = sum(
            min(share.requested, share.allocatable) * BEST // share.allocatable * share.weight
            for share in shares
        )
        weights = sum(share.weight for share in shares)
        return total // weights if weights else 0

    def scores(self, shares: Sequence[Shares]) -> Ints:
        """The same for many nodes."""
        return _weighted(
            shares,
            [
                np.minimum(each.requested, each.allocatable) * BEST // _divisor(each)
                for each in shares
            ],
        )


class RequestedToCapacityRatio:
    """A score for each utilisation, read off a broken line (requested_to_capacity_ratio.go).

    ``shape``: (utilisation in percent, points of 10), rising by utilisation.
    """

    def __init__(
        self,
        shape: Sequence[tuple[int, int]],
        resources: tuple[tuple[str, int], ...] = DEFAULT_RESOURCES,
    ) -> None:
        self.resources = resources
        self.shape = [(used, points * (BEST // _HIGHEST_POINT)) for used, points in shape]

    def score(self, shares: Sequence[Share]) -> int:
        """The weighted mean over the resources that score at all, rounded."""
        total = weights = 0
        for share in shares:
            over = share.requested > share.allocatable
            used = _FULL if over else share.requested * _FULL // share.allocatable
            points = self._points(used)
            if points > 0:
                total += points * share.weight
                weights += share.weight
        return _rounded(total, weights)

    def scores(self, shares: Sequence[Shares]) -> Ints:
        """The same for many nodes, by a table of all hundred percents."""
        table = np.array([self._points(used) for used in range(_FULL + 1)], dtype=np.int64)
        total: Ints = np.zeros_like(shares[0].requested)
        weights = total.copy()
        for each in shares:
            used = np.minimum(each.requested * _FULL // _divisor(each), _FULL)
            points = np.where(each.allocatable > 0, table[used], 0)
            total += points * each.weight
            weights += (points > 0) * each.weight
        divisor = np.maximum(weights, 1)
        return np.where(weights > 0, (2 * total + divisor) // (2 * divisor), 0)

    def _points(self, used: int) -> int:
        before, low = self.shape[0]
        for at, points in self.shape:
            if used <= at:
                if at == before:
                    return points
                rise = (points - low) * (used - before)
                step = abs(rise) // (at - before)
                return low + (step if rise >= 0 else -step)
            before, low = at, points
        return low


def _rounded(total: int, weights: int) -> int:
    return (2 * total + weights) // (2 * weights) if weights else 0


def _divisor(shares: Shares) -> Ints:
    return np.maximum(shares.allocatable, 1)


def _weighted(shares: Sequence[Shares], parts: Sequence[Ints]) -> Ints:
    total, weights = 0 * parts[0], 0 * parts[0]
    for each, part in zip(shares, parts, strict=True):
        present = (each.allocatable > 0) * each.weight
        total += part * present
        weights += present
    return total // np.maximum(weights, 1)
