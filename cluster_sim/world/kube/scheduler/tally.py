"""How many pods of a selection run on each node: what spreading goes by.

A tally is counted once and then follows every pod that comes and goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from cluster_sim.world.kube.api.labels import Selector
from cluster_sim.world.kube.api.requirements import Requirement
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind

# Selections counted at the same time; more than that and the one unused for longest goes.
_MOST: Final = 64

PodName = tuple[str, str]
TallyKey = tuple[str, tuple[Requirement, ...] | None, bool]


class Placed(NamedTuple):
    """A pod on a node, bound or about to be; ``leaving`` once its deletion was asked for."""

    node: str
    kind: PodKind
    labels: Mapping[str, str]
    leaving: bool
    priority: int


class Tallies:
    """Counts by (namespace, selector), a number for each node, the nodes twice in a row."""

    __slots__ = ("_counts", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self._counts: dict[TallyKey, tuple[Selector, Ints]] = {}

    def counts(
        self,
        namespace: str,
        selector: Selector,
        pods: Iterable[Placed],
        places: Mapping[str, int],
        leaving: bool,
    ) -> Ints:
        """The tally of a selection, with or without pods that are leaving.

        ``pods`` are all of the namespace, in case the selection is new.
        """
        key = (namespace, selector.requirements, leaving)
        known = self._counts.pop(key, None)
        if known is None:
            chosen = (
                pod for pod in pods if (leaving or not pod.leaving) and selector.matches(pod.labels)
            )
            known = (selector, self._counted(chosen, places))
            if len(self._counts) >= _MOST:
                del self._counts[next(iter(self._counts))]
        self._counts[key] = known
        return known[1]

    def follow(self, namespace: str, pod: Placed, place: int, sign: int) -> None:
        """A pod came to (+1) or left (-1) the node at ``place``."""
        for (of, _requirements, leaving), (selector, counts) in self._counts.items():
            if of != namespace or (pod.leaving and not leaving):
                continue
            if selector.matches(pod.labels):
                counts[place] += sign
                counts[place + self.size] += sign

    def _counted(self, pods: Iterable[Placed], places: Mapping[str, int]) -> Ints:
        counts = np.zeros(2 * self.size, dtype=np.int64)
        for pod in pods:
            place = places.get(pod.node)
            if place is not None:
                counts[place] += 1
                counts[place + self.size] += 1
        return counts
