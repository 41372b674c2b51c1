"""PodTopologySpread: pods that belong together are spread over zones and nodes.

plugins/podtopologyspread (filtering.go, scoring.go). Pods that say nothing of it are spread by
the default of the cluster: over hosts with a skew of 3 and over zones with a skew of 5, as well
as it goes (plugin.go: systemDefaultConstraints).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from cluster_sim.world.kube.api.labels import Selector
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.node_info import HOSTNAME_LABEL, ZONE_LABEL
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.plugins import spread_constraint, spread_score
from cluster_sim.world.kube.scheduler.plugins.spread_constraint import (
    DO_NOT_SCHEDULE,
    SCHEDULE_ANYWAY,
    Constraint,
)
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.status import Status, unresolvable, unschedulable

NO_LABEL: Final = "node(s) didn't match pod topology spread constraints (missing required label)"
SKEWED: Final = "node(s) didn't match pod topology spread constraints"
_MISSING, _SKEWED = 1, 2

SYSTEM_DEFAULTS: Final = (
    {"topologyKey": HOSTNAME_LABEL, "whenUnsatisfiable": SCHEDULE_ANYWAY, "maxSkew": 3},
    {"topologyKey": ZONE_LABEL, "whenUnsatisfiable": SCHEDULE_ANYWAY, "maxSkew": 5},
)


class PodTopologySpread(Plugin):
    """Turns down nodes that would make the skew too large; prefers domains with few pods.

    ``defaults``: constraints for pods that bring none; with ``system`` they are the cluster's
    own, which do not ask that nodes have every label.
    """

    name = "PodTopologySpread"
    scoring = True

    def __init__(self, defaults: tuple[Object, ...] = SYSTEM_DEFAULTS, system: bool = True) -> None:
        self._defaults = defaults
        self._system = system

    def _constraints(self, cycle: Cycle, action: str) -> list[Constraint]:
        found: list[Constraint] | None = cycle.state.get(f"{self.name} {action}")
        if found is None:
            found = self._worked_out(cycle, action)
            cycle.state[f"{self.name} {action}"] = found
        return found

    def _worked_out(self, cycle: Cycle, action: str) -> list[Constraint]:
        own = cycle.kind.spec.get("topologySpreadConstraints")
        if own:
            return spread_constraint.read(own, action, cycle.labels)
        selector: Selector | None = None
        if any(each["whenUnsatisfiable"] == action for each in self._defaults):
            selector = cycle.workloads.selector(cycle.pod)
        if selector is None:
            return []
        return spread_constraint.defaults(self._defaults, action, selector)

    # -- filter

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where a label is missing or a domain would have too many of the pods."""
        labels = cycle.node(place).labels
        constraints = self._constraints(cycle, DO_NOT_SCHEDULE)
        for constraint in constraints:
            if constraint.key not in labels:
                return self.status(cycle, _MISSING)
            domains = self._domains(cycle, constraint, constraints)
            least = min(domains.values(), default=2**31 - 1)
            if len(domains) < constraint.min_domains:
                least = 0
            mine = int(constraint.selector.matches(cycle.labels))
            if domains.get(labels[constraint.key], 0) + mine - least > constraint.max_skew:
                return self.status(cycle, _SKEWED)
        return None

    def _domains(
        self, cycle: Cycle, constraint: Constraint, constraints: list[Constraint]
    ) -> dict[str, int]:
        known: dict[Constraint, dict[str, int]] = cycle.state.setdefault("domains", {})
        if constraint not in known:
            known[constraint] = spread_constraint.domains(cycle, constraint, constraints)
        return known[constraint]

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for a missing label, 2 for too much skew."""
        constraints = self._constraints(cycle, DO_NOT_SCHEDULE)
        if not constraints:
            return None
        every = cycle.state.get(self.name)
        if every is None:
            every = cycle.state[self.name] = self._codes_of_all(cycle, constraints)
        found: Ints = every[places]
        return found

    def _codes_of_all(self, cycle: Cycle, constraints: list[Constraint]) -> Ints:
        cluster = cycle.cluster
        codes: Ints = np.zeros(2 * len(cluster.nodes), np.int64)
        eligible = spread_constraint.eligible(cycle, constraints)
        for constraint, counted in zip(constraints, eligible, strict=True):
            topology = cluster.topology(constraint.key)
            tally = cluster.tally(cycle.namespace, constraint.selector)
            pods, present = spread_constraint.by_domain(topology, tally, counted)
            least = int(pods[present].min()) if present.any() else 2**31 - 1
            if np.count_nonzero(present) < constraint.min_domains:
                least = 0
            mine = int(constraint.selector.matches(cycle.labels))
            skewed = pods[topology.ids] + mine - least > constraint.max_skew
            missing = topology.ids < 0
            found = np.where(missing, _MISSING, np.where(skewed, _SKEWED, 0))
            codes = np.where(codes > 0, codes, found)
        return codes

    def status(self, cycle: Cycle, code: int) -> Status:
        """Which of the two it is."""
        if code == _MISSING:
            return unresolvable(self.name, NO_LABEL)
        return unschedulable(self.name, SKEWED)

    # -- score

    def _needs_all_labels(self, cycle: Cycle) -> bool:
        return bool(cycle.kind.spec.get("topologySpreadConstraints")) or not self._system

    def pre_score(self, cycle: Cycle) -> bool:
        """Only pods with constraints that may be broken have a score."""
        return bool(self._constraints(cycle, SCHEDULE_ANYWAY))

    def score(self, cycle: Cycle, place: int) -> int:
        """How crowded the node's domains are, weighed; -1 for a node that lacks a label."""
        constraints = self._constraints(cycle, SCHEDULE_ANYWAY)
        return spread_score.of_node(cycle, place, constraints, self._needs_all_labels(cycle))

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        constraints = self._constraints(cycle, SCHEDULE_ANYWAY)
        return spread_score.of_nodes(cycle, constraints, self._needs_all_labels(cycle))

    def normalise(self, cycle: Cycle, scores: Ints) -> Ints:
        """The less crowded, the better; nodes without the labels get nothing."""
        return spread_score.normalised(scores)

    # -- hints

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A pod that counts came or went, or a node with the labels changed."""
        if event.kind in (
            cluster_event.NODE_ADDED,
            cluster_event.NODE_REMOVED,
            cluster_event.NODE_LABELS,
            cluster_event.NODE_TAINTS,
        ):
            return True
        if event.kind not in (
            cluster_event.POD_ADDED,
            cluster_event.POD_REMOVED,
            cluster_event.POD_LABELS,
        ):
            return False
        other = event.new or event.old or {}
        namespace = other.get("metadata", {}).get("namespace")
        return bool(namespace == pod["metadata"].get("namespace"))
