"""Whether a node is one of those that a pod's selector and required affinity name.

k8s.io/component-helpers/scheduling/corev1/nodeaffinity (RequiredNodeAffinity): terms that
nobody can read match nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kube.api import node_selectors
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.pod_kind import PodKind

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def demands_nodes(kind: PodKind) -> bool:
    """Whether the pod is particular about its node at all."""
    return bool(kind.spec.get("nodeSelector")) or kind.node_affinity.get(REQUIRED) is not None


def matches(kind: PodKind, node: Object) -> bool:
    """Whether the node has what ``nodeSelector`` and the required terms ask for."""
    labels = node["metadata"].get("labels") or {}
    selector = kind.spec.get("nodeSelector") or {}
    if any(labels.get(key) != value for key, value in selector.items()):
        return False
    required = kind.node_affinity.get(REQUIRED)
    return required is None or any_term(required, node)


def any_term(selector: Mapping[str, Any], node: Object) -> bool:
    """Whether one of the terms of a node selector fits the node."""
    return any(term_matches(term, node) for term in selector.get("nodeSelectorTerms") or ())


def missing_labels(kind: PodKind, node: NodeInfo) -> dict[str, str] | None:
    """The labels that would make a node one of those asked for; None when labels will not do.

    Of several alternatives the one with the fewest labels.
    """
    selector = kind.spec.get("nodeSelector") or {}
    plain = {key: value for key, value in selector.items() if node.labels.get(key) != value}
    required = kind.node_affinity.get(REQUIRED)
    if required is None:
        return plain
    ways = [_missing_of(term, node) for term in required.get("nodeSelectorTerms") or ()]
    known = sorted((way for way in ways if way is not None), key=len)
    return {**plain, **known[0]} if known else None


def _missing_of(term: Mapping[str, Any], node: NodeInfo) -> dict[str, str] | None:
    missing: dict[str, str] = {}
    if term.get("matchFields"):
        return None
    for expression in term.get("matchExpressions") or ():
        if term_matches({"matchExpressions": [expression]}, node.node):
            continue
        if expression["operator"] not in ("In", "Exists"):
            return None
        missing[expression["key"]] = next(iter(expression.get("values") or ("",)))
    return missing


def term_matches(term: Object, node: Object) -> bool:
    """Whether a node selector term fits the node; one that cannot be read does not."""
    try:
        return node_selectors.term(term).matches(node)
    except SelectorError:
        return False
