"""NodeAffinity: the nodes a pod asks for and those it would like (plugins/nodeaffinity)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, Remedy, normalised
from cluster_sim.world.kube.scheduler.plugins import required_affinity
from cluster_sim.world.kube.scheduler.plugins.required_affinity import (
    PREFERRED,
    REQUIRED,
    any_term,
    term_matches,
)
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind, kind_of
from cluster_sim.world.kube.scheduler.status import Status, unresolvable

_REASON = "node(s) didn't match Pod's node affinity/selector"
_REASON_ENFORCED = "node(s) didn't match scheduler-enforced node affinity"
_CONFLICT = "pod affinity terms conflict"
_UNASKED, _ENFORCED = 1, 2


class NodeAffinity(Plugin):
    """``nodeSelector`` and required terms filter; preferred terms add up their weights.

    ``added``: a node affinity that the scheduler's configuration puts on every pod.
    """

    name = "NodeAffinity"
    heeds_pods = False
    scoring = True

    def __init__(self, added: Mapping[str, Any] | None = None) -> None:
        self._enforced = (added or {}).get(REQUIRED)
        self._liked = tuple((added or {}).get(PREFERRED) or ())

    def pre_filter(self, cycle: Cycle) -> Status | None:
        """A no when the terms name nodes that exclude each other."""
        if self.only_nodes(cycle) == []:
            return unresolvable(self.name, _CONFLICT)
        return None

    def only_nodes(self, cycle: Cycle) -> list[str] | None:
        """The nodes that the terms give by ``metadata.name``, when each of them does."""
        required = cycle.kind.node_affinity.get(REQUIRED) or {}
        terms = required.get("nodeSelectorTerms") or ()
        named = [_named(term) for term in terms]
        if not named or None in named:
            return None
        return list(dict.fromkeys(name for names in named for name in names or ()))

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no for a node that the pod does not ask for."""
        code = self._code(cycle.kind, cycle.node(place))
        return self.status(cycle, code) if code else None

    def _code(self, kind: PodKind, node: NodeInfo) -> int:
        if self._enforced is not None and not any_term(self._enforced, node.node):
            return _ENFORCED
        return 0 if required_affinity.matches(kind, node.node) else _UNASKED

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for nodes that the pod does not ask for, 2 for those it may not ask for."""
        kind = cycle.kind
        if self._enforced is None and not required_affinity.demands_nodes(kind):
            return None

        def code(node: NodeInfo) -> int:
            return self._code(kind, node)

        if not isinstance(places, slice) and self.only_nodes(cycle) is not None:
            # A daemon's pod is for one node: the others are not looked at, now or later.
            return np.array([code(cycle.node(int(place))) for place in places], np.int64)
        return cycle.cluster.for_each_node((self, kind), code)[places]

    def status(self, cycle: Cycle, code: int) -> Status:
        """Whose affinity it was."""
        return unresolvable(self.name, _REASON if code == _UNASKED else _REASON_ENFORCED)

    def remedy(self, cycle: Cycle, place: int) -> Remedy | None:
        """Give the node the one label that it lacks."""
        missing = required_affinity.missing_labels(cycle.kind, cycle.node(place))
        if missing is None or len(missing) != 1:
            return None
        ((key, value),) = missing.items()
        return "flip.label", {"label": f"{key}={value}" if value else key}

    def pre_score(self, cycle: Cycle) -> bool:
        """Only pods with preferences have a score."""
        return bool(self._liked) or cycle.kind.node_affinity.get(PREFERRED) is not None

    def score(self, cycle: Cycle, place: int) -> int:
        """The weights of the preferences that the node meets."""
        return self._liking(cycle.kind, cycle.node(place))

    def _liking(self, kind: PodKind, node: NodeInfo) -> int:
        return sum(
            int(term["weight"])
            for term in (*self._liked, *(kind.node_affinity.get(PREFERRED) or ()))
            if term.get("weight") and term_matches(term.get("preference") or {}, node.node)
        )

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        kind = cycle.kind

        def liking(node: NodeInfo) -> int:
            return self._liking(kind, node)

        key = (self, "score", kind)
        return cycle.cluster.for_each_node(key, liking)[cycle.feasible]

    def normalise(self, cycle: Cycle, scores: Ints) -> Ints:
        """The more, the better."""
        return normalised(scores)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came that the pod asks for, or one became so."""
        if event.kind not in (cluster_event.NODE_ADDED, cluster_event.NODE_LABELS):
            return False
        kind = kind_of(pod["spec"])
        if event.new is None or not self._fits(kind, event.new):
            return False
        return event.old is None or not self._fits(kind, event.old)

    def _fits(self, kind: PodKind, node: Object) -> bool:
        enforced = self._enforced is None or any_term(self._enforced, node)
        return enforced and required_affinity.matches(kind, node)


def _named(term: Mapping[str, Any]) -> list[str] | None:
    """The node names a term is limited to, None when it is not."""
    names: list[str] | None = None
    for field in term.get("matchFields") or ():
        if field.get("key") == "metadata.name" and field.get("operator") == "In":
            values = list(field.get("values") or ())
            names = values if names is None else [name for name in names if name in values]
    return names
