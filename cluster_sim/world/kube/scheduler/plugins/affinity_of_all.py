"""Affinity between pods, looked at for all nodes at once: the form that a cycle uses.

Pods are counted by selection and by workload, not one by one, and then added up by domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cluster_sim.world.kube.api.labels import NOTHING, Selector
from cluster_sim.world.kube.api.requirements import Requirement
from cluster_sim.world.kube.scheduler.columns import Mask
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.pod_terms import Term


def near(cycle: Cycle) -> Mask:
    """Where the pods are that the pod wants near, or everywhere for the first of a series."""
    terms = cycle.kind.terms.near
    labelled, there = _all(cycle), _all(cycle)
    if not terms:
        return there
    chosen = _chosen_by_all(cycle, terms)
    anywhere = 0
    for term in terms:
        ids = cycle.cluster.topology(term.key).ids
        labelled &= ids >= 0
        pods = _by_domain(cycle, term.key, chosen)
        anywhere += int(pods.sum())
        there &= pods[ids] > 0
    first_of_a_series = not anywhere and all(_chooses_own(cycle, term) for term in terms)
    return labelled if first_of_a_series else labelled & there


def far(cycle: Cycle) -> Mask:
    """Where no pod is that the pod wants far."""
    free = _all(cycle)
    for term in cycle.kind.terms.far:
        pods = _by_domain(cycle, term.key, _chosen_by_all(cycle, (term,)))
        free &= pods[cycle.cluster.topology(term.key).ids] == 0
    return free


def welcome(cycle: Cycle) -> Mask:
    """Where nobody is who wants the pod far."""
    free = _all(cycle)
    for term, counts in _of_others(cycle, "far"):
        pods = _by_domain(cycle, term.key, counts)
        free &= pods[cycle.cluster.topology(term.key).ids] == 0
    return free


def liking(cycle: Cycle, hard_weight: int) -> Ints:
    """The weights of all terms that hold, by place."""
    total = np.zeros(2 * len(cycle.cluster.nodes), np.int64)
    mine = cycle.kind.terms
    for terms, sign in ((mine.likes_near, 1), (mine.likes_far, -1)):
        for term in terms:
            chosen = _chosen_by_all(cycle, (term,))
            total += sign * term.weight * _spread(cycle, term.key, chosen)
    for kind, sign in (("likes_near", 1), ("likes_far", -1), ("near", 1)):
        for term, counts in _of_others(cycle, kind):
            weight = sign * (term.weight or hard_weight)
            total += weight * _spread(cycle, term.key, counts)
    return total


def _chooses_own(cycle: Cycle, term: Term) -> bool:
    own = cycle.namespace
    return _reaches(cycle, own, term, own) and term.selector.matches(cycle.labels)


def _all(cycle: Cycle) -> Mask:
    return np.ones(2 * len(cycle.cluster.nodes), np.bool_)


def _chosen_by_all(cycle: Cycle, terms: Sequence[Term]) -> Ints:
    """How many pods on each node every one of the terms chooses."""
    total = np.zeros(2 * len(cycle.cluster.nodes), np.int64)
    together = _together(terms)
    for namespace in cycle.cluster.namespaces():
        if all(_reaches(cycle, cycle.namespace, term, namespace) for term in terms):
            total += cycle.cluster.tally(namespace, together, leaving=True)
    return total


def _together(terms: Sequence[Term]) -> Selector:
    if len(terms) == 1:
        return terms[0].selector
    found: list[Requirement] = []
    for term in terms:
        if term.selector.requirements is None:
            return NOTHING
        found += term.selector.requirements
    return Selector(found)


def _of_others(cycle: Cycle, kind: str) -> Iterator[tuple[Term, Ints]]:
    """The terms of pods that run which choose this pod, with how many have them on each node."""
    for namespace, pods, counts in cycle.cluster.attached():
        for term in getattr(pods.terms, kind):
            reached = _reaches(cycle, namespace, term, cycle.namespace)
            if reached and term.selector.matches(cycle.labels):
                yield term, counts


def _reaches(cycle: Cycle, own: str, term: Term, namespace: str) -> bool:
    return term.reaches(own, namespace, cycle.workloads.namespace_labels(namespace))


def _by_domain(cycle: Cycle, key: str, counts: Ints) -> Ints:
    """Pods by domain; the domain after the last, of nodes without the label, is empty."""
    topology = cycle.cluster.topology(key)
    size = len(cycle.cluster.nodes)
    ids = topology.ids[:size]
    known = ids >= 0
    pods = np.bincount(ids[known], counts[:size][known], minlength=topology.size + 1)
    return pods.astype(np.int64)


def _spread(cycle: Cycle, key: str, counts: Ints) -> Ints:
    """For each node the pods in its domain."""
    found: Ints = _by_domain(cycle, key, counts)[cycle.cluster.topology(key).ids]
    return found
