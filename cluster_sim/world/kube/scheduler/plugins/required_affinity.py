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


def term_matches(term: Object, node: Object) -> bool:
    """Whether a node selector term fits the node; one that cannot be read does not."""
    try:
        return node_selectors.term(term).matches(node)
    except SelectorError:
        return False
