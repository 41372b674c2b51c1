"""Roles and their rules (pkg/apis/rbac/validation/validation.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid, required
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_SELECTORS = "aggregationRule.clusterRoleSelectors"


def validate_role(role: Object) -> Faults:
    """The faults of a new Role."""
    return validate_meta(role, True, names.path_segment) + _validate_rules(role, True)


def validate_role_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Role."""
    return validate_role(new) + validate_meta_update(old, new)


def validate_cluster_role(role: Object) -> Faults:
    """The faults of a new ClusterRole."""
    faults = validate_meta(role, False, names.path_segment) + _validate_rules(role, False)
    if role.get("aggregationRule") is None:
        return faults
    selectors = role["aggregationRule"].get("clusterRoleSelectors") or ()
    if not selectors:
        detail = "at least one clusterRoleSelector required if aggregationRule is non-nil"
        faults.append(required(_SELECTORS, detail))
    for index, selector in enumerate(selectors):
        faults += validate_label_selector(selector, f"{_SELECTORS}[{index}]")
    return faults


def validate_cluster_role_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ClusterRole."""
    return validate_cluster_role(new) + validate_meta_update(old, new)


def _validate_rules(role: Object, namespaced: bool) -> Faults:
    faults: Faults = []
    for index, rule in enumerate(role.get("rules") or ()):
        faults += _validate_rule(rule, namespaced, f"rules[{index}]")
    return faults


def _validate_rule(rule: dict[str, Any], namespaced: bool, path: str) -> Faults:
    faults: Faults = []
    if not rule.get("verbs"):
        faults.append(required(f"{path}.verbs", "verbs must contain at least one value"))
    if rule.get("nonResourceURLs"):
        return faults + _validate_urls(rule, namespaced, f"{path}.nonResourceURLs")
    if not rule.get("apiGroups"):
        detail = "resource rules must supply at least one api group"
        faults.append(required(f"{path}.apiGroups", detail))
    if not rule.get("resources"):
        detail = "resource rules must supply at least one resource"
        faults.append(required(f"{path}.resources", detail))
    return faults


def _validate_urls(rule: dict[str, Any], namespaced: bool, path: str) -> Faults:
    urls, faults = rule["nonResourceURLs"], Faults()
    if namespaced:
        faults.append(invalid(path, urls, "namespaced rules cannot apply to non-resource URLs"))
    if any(rule.get(field) for field in ("apiGroups", "resources", "resourceNames")):
        detail = "rules cannot apply to both regular resources and non-resource URLs"
        faults.append(invalid(path, urls, detail))
    return faults
