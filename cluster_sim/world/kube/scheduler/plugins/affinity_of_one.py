"""Affinity between pods, looked at from one node: the plain form of the rules.

plugins/interpodaffinity (filtering.go, scoring.go)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.pod_terms import Term
from cluster_sim.world.kube.scheduler.tally import Placed

Domain = tuple[str, str]
Counts = dict[Domain, int]


def is_near(cycle: Cycle, node: NodeInfo) -> bool:
    """Whether pods that the pod wants near are in the node's domains.

    The first of a series with affinity to each other may go anywhere.
    """
    terms = cycle.kind.terms.near
    if any(term.key not in node.labels for term in terms):
        return False
    counts = _counts(cycle, "near", terms, everyone=True)
    if all(counts.get((term.key, node.labels[term.key])) for term in terms):
        return True
    own = cycle.namespace
    return not counts and all(_chooses(cycle, own, term, own, cycle.labels) for term in terms)


def is_far(cycle: Cycle, node: NodeInfo) -> bool:
    """Whether no pod that the pod wants far is in the node's domains."""
    counts = _counts(cycle, "far", cycle.kind.terms.far, everyone=False)
    return not any(counts.get(domain) for domain in _domains(cycle.kind.terms.far, node))


def is_welcome(cycle: Cycle, node: NodeInfo) -> bool:
    """Whether nobody in the node's domains wants the pod far."""
    counts: Counts | None = cycle.state.get("unwelcome counts")
    if counts is None:
        counts = cycle.state["unwelcome counts"] = {}
        for there, namespace, pod in _residents(cycle):
            for term in pod.kind.terms.far:
                if _chooses(cycle, namespace, term, cycle.namespace, cycle.labels):
                    _add(counts, term, there, 1)
    return not any(counts.get(domain) for domain in node.labels.items())


def liking(cycle: Cycle, node: NodeInfo, hard_weight: int) -> int:
    """The weights of the terms that hold between the pod and those in the node's domains."""
    counts: Counts | None = cycle.state.get("liking counts")
    if counts is None:
        counts = cycle.state["liking counts"] = _likings(cycle, hard_weight)
    return sum(counts.get(domain, 0) for domain in node.labels.items())


def _likings(cycle: Cycle, hard_weight: int) -> Counts:
    counts: Counts = {}
    own, mine = cycle.namespace, cycle.kind.terms
    for there, namespace, pod in _residents(cycle):
        theirs = pod.kind.terms
        for terms, sign in ((mine.likes_near, 1), (mine.likes_far, -1)):
            for term in terms:
                if _chooses(cycle, own, term, namespace, pod.labels):
                    _add(counts, term, there, sign * term.weight)
        for terms, sign in ((theirs.likes_near, 1), (theirs.likes_far, -1), (theirs.near, 1)):
            for term in terms:
                if _chooses(cycle, namespace, term, own, cycle.labels):
                    _add(counts, term, there, sign * (term.weight or hard_weight))
    return counts


def _counts(cycle: Cycle, name: str, terms: Iterable[Term], everyone: bool) -> Counts:
    """Pods by domain that the terms choose: each of them alone, or all of them together."""
    counts: Counts | None = cycle.state.get(f"{name} counts")
    if counts is None:
        counts = cycle.state[f"{name} counts"] = {}
        for there, namespace, pod in _residents(cycle):
            chosen = [
                term
                for term in terms
                if _chooses(cycle, cycle.namespace, term, namespace, pod.labels)
            ]
            if everyone and len(chosen) < len(list(terms)):
                continue
            for term in chosen:
                _add(counts, term, there, 1)
    return counts


def _chooses(cycle: Cycle, own: str, term: Term, namespace: str, labels: Mapping[str, str]) -> bool:
    reached = term.reaches(own, namespace, cycle.workloads.namespace_labels(namespace))
    return reached and term.selector.matches(labels)


def _residents(cycle: Cycle) -> Iterator[tuple[NodeInfo, str, Placed]]:
    for node in cycle.cluster.nodes:
        for (namespace, _name), pod in cycle.cluster.pods_on(node.name).items():
            yield node, namespace, pod


def _domains(terms: Iterable[Term], node: NodeInfo) -> Iterator[Domain]:
    return ((term.key, node.labels[term.key]) for term in terms if term.key in node.labels)


def _add(counts: Counts, term: Term, node: NodeInfo, weight: int) -> None:
    value = node.labels.get(term.key)
    if value is not None:
        counts[term.key, value] = counts.get((term.key, value), 0) + weight
