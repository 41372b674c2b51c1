"""ResourceQuotas (pkg/apis/core/validation/validation.go, ValidateResourceQuota)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.quota_names import (
    COMPUTE,
    is_standard,
    validate_hard,
)

Spec = dict[str, Any]

_SCOPES: Final = (
    *("Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass"),
    *("CrossNamespacePodAffinity", "VolumeAttributesClass"),
)
_WITHOUT_VALUES: Final = (
    *("BestEffort", "NotBestEffort", "Terminating", "NotTerminating"),
    "CrossNamespacePodAffinity",
)
_CONFLICTING: Final = (("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating"))
_MUST_EXIST: Final = (
    "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, "
    "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
    "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"
)


def validate_quota(quota: Object) -> Faults:
    """The faults of a new ResourceQuota."""
    faults = validate_meta(quota, True, names.dns1123_subdomain)
    return faults + _validate_spec(quota.get("spec") or {})


def validate_quota_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ResourceQuota: its scopes stay."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new) + _validate_spec(after)
    if sorted(before.get("scopes") or ()) != sorted(after.get("scopes") or ()):
        faults.append(invalid("spec.scopes", after.get("scopes"), IMMUTABLE))
    return faults


def _validate_spec(spec: Spec) -> Faults:
    hard = spec.get("hard") or {}
    faults = validate_hard(hard, "spec.hard")
    faults += _validate_scopes(spec.get("scopes") or [], hard)
    return faults + _validate_selector(spec.get("scopeSelector"), hard)


def _validate_scopes(scopes: list[str], hard: Spec) -> Faults:
    faults: Faults = []
    for scope in scopes:
        if scope not in _SCOPES:
            faults.append(invalid("spec.scopes", scopes, "unsupported scope"))
        faults += _unfit(scope, hard, "spec.scopes", scopes)
    for pair in _CONFLICTING:
        if all(scope in scopes for scope in pair):
            faults.append(invalid("spec.scopes", scopes, "conflicting scopes"))
    return faults


def _unfit(scope: str, hard: Spec, path: str, value: Any) -> Faults:
    """A fault for each limit that the scope says nothing about."""
    if scope not in _SCOPES:
        return []
    fit = _fitting(scope)
    unfit = [name for name in sorted(hard) if is_standard(name) and name not in fit]
    return [invalid(path, value, "unsupported scope applied to resource")] * len(unfit)


def _fitting(scope: str) -> tuple[str, ...]:
    if scope == "BestEffort":
        return ("pods",)
    if scope == "VolumeAttributesClass":
        return ("persistentvolumeclaims", "requests.storage")
    return ("pods", *COMPUTE)


def _validate_selector(selector: Spec | None, hard: Spec) -> Faults:
    if selector is None:
        return []
    path = "spec.scopeSelector.matchExpressions"
    faults: Faults = []
    for requirement in selector.get("matchExpressions") or ():
        faults += _validate_requirement(requirement, hard, path)
    return faults


def _validate_requirement(requirement: Spec, hard: Spec, path: str) -> Faults:
    scope, operator = requirement.get("scopeName", ""), requirement.get("operator", "")
    values = requirement.get("values") or []
    faults: Faults = []
    if scope not in _SCOPES:
        faults.append(invalid(f"{path}.scopeName", scope, "unsupported scope"))
    faults += _unfit(scope, hard, path, requirement)
    if scope in _WITHOUT_VALUES and operator != "Exists":
        faults.append(invalid(f"{path}.operator", operator, _MUST_EXIST))
    if operator in ("In", "NotIn"):
        if not values:
            detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope"
            faults.append(required(f"{path}.values", f"{detail} selector"))
    elif operator in ("Exists", "DoesNotExist"):
        if values:
            detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope"
            faults.append(invalid(f"{path}.values", values, f"{detail} selector"))
    else:
        faults.append(invalid(f"{path}.operator", operator, "not a valid selector operator"))
    return faults
