"""Which requests an admission policy is about.

apiserver/pkg/admission/plugin/policy/matching/matching.go, plugin/webhook/predicates
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.admission.validating_policy_request import Request
from cluster_sim.world.kube.api.resource import Object

Rules = Sequence[dict[str, Any]]


def matches(request: Request, resources: dict[str, Any]) -> bool:
    """Whether ``matchConstraints`` or ``matchResources`` cover a request."""
    if not _namespace_fits(request, resources.get("namespaceSelector") or {}):
        return False
    if not _object_fits(request, resources.get("objectSelector") or {}):
        return False
    exact = resources.get("matchPolicy") == "Exact"
    if _any_rule(request, resources.get("excludeResourceRules") or (), exact):
        return False
    rules = resources.get("resourceRules") or ()
    return not rules or _any_rule(request, rules, exact)


def _namespace_fits(request: Request, selector: dict[str, Any]) -> bool:
    if not selector:
        return True
    if request.resource.key == "namespaces":
        return _selected(selector, request.present)
    namespace = request.namespace_object()
    # What is in no namespace is chosen by every selector of namespaces.
    return namespace is None or _selected(selector, namespace)


def _object_fits(request: Request, selector: dict[str, Any]) -> bool:
    if not selector:
        return True
    return any(_selected(selector, each) for each in (request.obj, request.old) if each is not None)


def _selected(selector: dict[str, Any], obj: Object) -> bool:
    return labels.of_object(selector).matches(obj["metadata"].get("labels"))


def _any_rule(request: Request, rules: Rules, exact: bool) -> bool:
    return any(_covers(rule, request, exact) for rule in rules)


def _covers(rule: dict[str, Any], request: Request, exact: bool) -> bool:
    resource, named = request.resource, rule.get("resourceNames") or ()
    # With Equivalent every version of a resource is meant by any of them.
    versions = rule.get("apiVersions") if exact else ("*",)
    return (
        _has(rule.get("operations"), request.operation)
        and _has(rule.get("apiGroups"), resource.group)
        and _has(versions, resource.version)
        and _scope_fits(rule.get("scope") or "*", resource.namespaced)
        and _resource_fits(rule.get("resources") or (), resource.plural, request.subresource)
        and (not named or request.name in named)
    )


def _has(allowed: Sequence[str] | None, value: str) -> bool:
    return any(each in ("*", value) for each in allowed or ())


def _scope_fits(scope: str, namespaced: bool) -> bool:
    return scope == "*" or scope == ("Namespaced" if namespaced else "Cluster")


def _resource_fits(allowed: Sequence[str], plural: str, subresource: str) -> bool:
    """``pods``, ``pods/status``, ``pods/*``, ``*/scale``, ``*`` and ``*/*``."""
    for each in allowed:
        name, _, part = each.partition("/")
        if name in ("*", plural) and part in ("*", subresource):
            return True
    return False
