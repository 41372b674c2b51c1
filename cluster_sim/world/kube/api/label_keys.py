"""``matchLabelKeys`` and ``mismatchLabelKeys``: the pod's own values, written into its selectors.

pkg/registry/core/pod/strategy.go (applyMatchLabelKeysAndMismatchLabelKeys, and the same for
topology spread constraints): done once, when the pod is created.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cluster_sim.world.kube.api.defaults.filling import Fields, with_each, with_field
from cluster_sim.world.kube.api.resource import Object

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def with_label_keys(pod: Object) -> Object:
    """The pod with its selectors completed; itself when none of them asks for that."""
    spec = pod["spec"]
    if not spec.get("affinity") and not spec.get("topologySpreadConstraints"):
        return pod
    own = (pod.get("metadata") or {}).get("labels") or {}

    def complete(term: Fields) -> Fields:
        return _completed(term, own)

    spec = with_each(spec, "topologySpreadConstraints", complete)
    spec = with_field(spec, "affinity", lambda affinity: _of_affinity(affinity, complete))
    return pod if spec is pod["spec"] else {**pod, "spec": spec}


def _of_affinity(affinity: Fields, complete: Callable[[Fields], Fields]) -> Fields:
    def one(terms: Fields) -> Fields:
        terms = with_each(terms, _REQUIRED, complete)
        return with_each(
            terms, _PREFERRED, lambda each: with_field(each, "podAffinityTerm", complete)
        )

    return with_field(with_field(affinity, "podAffinity", one), "podAntiAffinity", one)


def _completed(term: Fields, own: Mapping[str, str]) -> Fields:
    selector = term.get("labelSelector")
    if selector is None:
        return term
    added = [
        *_demands(term.get("matchLabelKeys"), "In", own),
        *_demands(term.get("mismatchLabelKeys"), "NotIn", own),
    ]
    if not added:
        return term
    expressions = [*(selector.get("matchExpressions") or ()), *added]
    return {**term, "labelSelector": {**selector, "matchExpressions": expressions}}


def _demands(keys: Any, operator: str, own: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"key": key, "operator": operator, "values": [own[key]]} for key in keys or () if key in own
    ]
