"""InterPodAffinity: near some pods, far from others (plugins/interpodaffinity)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import BEST, Cycle, Plugin
from cluster_sim.world.kube.scheduler.plugins import affinity_of_all, affinity_of_one
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.pod_terms import NO_TERMS
from cluster_sim.world.kube.scheduler.status import Status, unresolvable, unschedulable

NOT_NEAR: Final = "node(s) didn't match pod affinity rules"
NOT_FAR: Final = "node(s) didn't match pod anti-affinity rules"
UNWELCOME: Final = "node(s) didn't satisfy existing pods anti-affinity rules"
_NOT_NEAR, _NOT_FAR, _UNWELCOME = 1, 2, 3


class InterPodAffinity(Plugin):
    """Turns nodes down by required terms, the pod's own and those of pods that run there.

    ``hard_weight``: what a required term of a pod that runs counts in scores, when the new pod
    is one that it wants near. ``own_only``: pods without likings of their own have no score,
    whatever those that run would like (``ignorePreferredTermsOfExistingPods``).
    """

    name = "InterPodAffinity"
    scoring = True

    def __init__(self, hard_weight: int = 1, own_only: bool = False) -> None:
        self._hard_weight = hard_weight
        self._own_only = own_only

    def _concerned(self, cycle: Cycle) -> bool:
        return cycle.kind.terms is not NO_TERMS or any(True for _ in cycle.cluster.attached())

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no by the first of the three rules that is broken."""
        node = cycle.node(place)
        if not affinity_of_one.is_near(cycle, node):
            return self.status(cycle, _NOT_NEAR)
        if not affinity_of_one.is_far(cycle, node):
            return self.status(cycle, _NOT_FAR)
        if not affinity_of_one.is_welcome(cycle, node):
            return self.status(cycle, _UNWELCOME)
        return None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 not near, 2 not far, 3 unwelcome to who is there."""
        if not self._concerned(cycle):
            return None
        codes = cycle.state.get(self.name)
        if codes is None:
            near = affinity_of_all.near(cycle)
            far = affinity_of_all.far(cycle)
            welcome = affinity_of_all.welcome(cycle)
            rules = np.where(far, np.where(welcome, 0, _UNWELCOME), _NOT_FAR)
            codes = cycle.state[self.name] = np.where(near, rules, _NOT_NEAR)
        found: Ints = codes[places]
        return found

    def status(self, cycle: Cycle, code: int) -> Status:
        """Which rule it is; nobody can be made to leave for a pod to be near somebody."""
        if code == _NOT_NEAR:
            return unresolvable(self.name, NOT_NEAR)
        return unschedulable(self.name, NOT_FAR if code == _NOT_FAR else UNWELCOME)

    def pre_score(self, cycle: Cycle) -> bool:
        """Nothing to say when nobody has terms."""
        terms = cycle.kind.terms
        if self._own_only and not terms.likes_near and not terms.likes_far:
            return False
        return self._concerned(cycle)

    def score(self, cycle: Cycle, place: int) -> int:
        """The weights of all terms that hold for the node, either way."""
        return affinity_of_one.liking(cycle, cycle.node(place), self._hard_weight)

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        found: Ints = affinity_of_all.liking(cycle, self._hard_weight)[cycle.feasible]
        return found

    def normalise(self, cycle: Cycle, scores: Ints) -> Ints:
        """From 0 for the lowest to 100 for the highest; all 0 when they are the same."""
        low, high = int(scores.min()), int(scores.max())
        if low == high:
            return scores * 0
        return (BEST * ((scores - low) / (high - low))).astype(np.int64)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A pod came, went or changed its labels, or a node came or changed its own."""
        return event.kind in _OF_INTEREST


_OF_INTEREST: Final[tuple[Any, ...]] = (
    cluster_event.POD_ADDED,
    cluster_event.POD_REMOVED,
    cluster_event.POD_LABELS,
    cluster_event.NODE_ADDED,
    cluster_event.NODE_LABELS,
)
