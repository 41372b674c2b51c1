"""Affinity between pods, read from a spec: which pods a term chooses, and how near they are.

k8s.io/kube-scheduler/framework (AffinityTerm) and plugins/interpodaffinity/plugin.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.labels import NOTHING, Selector
from cluster_sim.world.kube.api.requirements import SelectorError

_REQUIRED: Final = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED: Final = "preferredDuringSchedulingIgnoredDuringExecution"


class Term(NamedTuple):
    """``namespaces`` empty and no ``namespace_selector``: the namespace of the pod itself.

    ``weight`` is 0 for what is required.
    """

    key: str
    selector: Selector
    namespaces: tuple[str, ...]
    namespace_selector: Selector | None
    weight: int

    def reaches(self, own: str, namespace: str, namespace_labels: Mapping[str, str]) -> bool:
        """Whether pods of ``namespace`` count for a pod whose namespace is ``own``."""
        if not self.namespaces and self.namespace_selector is None:
            return namespace == own
        if namespace in self.namespaces:
            return True
        selector = self.namespace_selector
        return selector is not None and selector.matches(namespace_labels)


class PodTerms(NamedTuple):
    """All terms of a pod: near and far, asked for and liked."""

    near: tuple[Term, ...]
    far: tuple[Term, ...]
    likes_near: tuple[Term, ...]
    likes_far: tuple[Term, ...]


NO_TERMS: Final = PodTerms((), (), (), ())


def read(spec: Mapping[str, Any]) -> PodTerms:
    """The terms of a pod spec; NO_TERMS when it has none."""
    affinity = spec.get("affinity") or {}
    near, far = affinity.get("podAffinity") or {}, affinity.get("podAntiAffinity") or {}
    if not near and not far:
        return NO_TERMS
    return PodTerms(
        _terms(near.get(_REQUIRED)),
        _terms(far.get(_REQUIRED)),
        _weighted(near.get(_PREFERRED)),
        _weighted(far.get(_PREFERRED)),
    )


def _terms(specs: Iterable[Mapping[str, Any]] | None) -> tuple[Term, ...]:
    return tuple(_term(spec, 0) for spec in specs or ())


def _weighted(specs: Iterable[Mapping[str, Any]] | None) -> tuple[Term, ...]:
    return tuple(_term(spec["podAffinityTerm"], spec["weight"]) for spec in specs or ())


def _term(spec: Mapping[str, Any], weight: int) -> Term:
    of_namespaces = spec.get("namespaceSelector")
    return Term(
        spec.get("topologyKey", ""),
        _selector(spec.get("labelSelector")),
        tuple(spec.get("namespaces") or ()),
        None if of_namespaces is None else _selector(of_namespaces),
        weight,
    )


def _selector(spec: Mapping[str, Any] | None) -> Selector:
    try:
        return labels.of_object(spec)
    except SelectorError:
        return NOTHING
