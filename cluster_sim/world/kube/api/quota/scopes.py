"""The scopes of a quota: which pods it counts.

pkg/quota/v1/evaluator/core/pods.go (podMatchesScopeFunc)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import qos
from cluster_sim.world.kube.api.resource import Object

Requirement = dict[str, Any]


def requirements(quota: Object) -> list[Requirement]:
    """The scopes and the scope selector of a quota, all as requirements of the selector."""
    spec = quota.get("spec") or {}
    listed = [{"scopeName": name, "operator": "Exists"} for name in spec.get("scopes") or ()]
    selector = spec.get("scopeSelector") or {}
    return [*listed, *(selector.get("matchExpressions") or ())]


def matches(requirement: Requirement, pod: Object) -> bool:
    """Whether the pod is within the scope."""
    match requirement["scopeName"]:
        case "Terminating":
            return is_terminating(pod)
        case "NotTerminating":
            return not is_terminating(pod)
        case "BestEffort":
            return qos.computed(pod["spec"]) == qos.BEST_EFFORT
        case "NotBestEffort":
            return qos.computed(pod["spec"]) != qos.BEST_EFFORT
        case "PriorityClass":
            return _has_class(requirement, pod["spec"].get("priorityClassName") or "")
        case "CrossNamespacePodAffinity":
            return any(map(_looks_elsewhere, _affinity_terms(pod)))
    return False


def is_terminating(pod: Object) -> bool:
    """Whether the pod has a deadline of its own, in the words of the scopes."""
    deadline = pod["spec"].get("activeDeadlineSeconds")
    return deadline is not None and deadline >= 0


def _has_class(requirement: Requirement, name: str) -> bool:
    values = requirement.get("values") or ()
    match requirement["operator"]:
        case "Exists":
            return bool(name)
        case "DoesNotExist":
            return not name
        case "In":
            return name in values
    return name not in values


def _affinity_terms(pod: Object) -> list[dict[str, Any]]:
    affinity = pod["spec"].get("affinity") or {}
    terms: list[dict[str, Any]] = []
    for kind in ("podAffinity", "podAntiAffinity"):
        rules = affinity.get(kind) or {}
        terms += rules.get("requiredDuringSchedulingIgnoredDuringExecution") or ()
        preferred = rules.get("preferredDuringSchedulingIgnoredDuringExecution") or ()
        terms += [weighted["podAffinityTerm"] for weighted in preferred]
    return terms


def _looks_elsewhere(term: dict[str, Any]) -> bool:
    return bool(term.get("namespaces")) or term.get("namespaceSelector") is not None
