"""LimitRanges (pkg/apis/core/validation/validation.go, ValidateLimitRange)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    key_faults,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.quota_names import validate_bound

Item = dict[str, Any]

_TYPES: Final = ("Pod", "Container", "PersistentVolumeClaim")
_CLAIM: Final = "PersistentVolumeClaim"
# field and bound that must not be more than it, the field told, and the words for the two.
_ORDER: Final = (
    ("min", "max", "min", "min value", "max value"),
    ("min", "defaultRequest", "defaultRequest", "min value", "default request value"),
    ("defaultRequest", "max", "defaultRequest", "default request value", "max value"),
    (
        *("defaultRequest", "default", "defaultRequest"),
        *("default request value", "default limit value"),
    ),
    ("min", "default", "default", "min value", "default value"),
    ("default", "max", "default", "default value", "max value"),
)


def validate_limit_range(limit_range: Object) -> Faults:
    """The faults of a new LimitRange."""
    faults = validate_meta(limit_range, True, names.dns1123_subdomain)
    return faults + _validate_items(limit_range)


def validate_limit_range_update(old: Object, new: Object) -> Faults:
    """The faults of a changed LimitRange."""
    return validate_meta_update(old, new) + _validate_items(new)


def _validate_items(limit_range: Object) -> Faults:
    faults: Faults = []
    seen: list[str] = []
    for index, item in enumerate((limit_range.get("spec") or {}).get("limits") or ()):
        path, kind = f"spec.limits[{index}]", item.get("type", "")
        faults += _validate_type(kind, f"{path}.type")
        if kind in seen:
            faults.append(duplicate(f"{path}.type", kind))
        seen.append(kind)
        faults += _validate_amounts(item, kind, path) + _validate_order(item, path)
    return faults


def _validate_type(kind: str, path: str) -> Faults:
    details = list(key_faults(kind))
    if not details and "/" not in kind and kind not in _TYPES:
        details.append("must be a standard limit type or fully qualified")
    return all_invalid(path, kind, details)


def _validate_amounts(item: Item, kind: str, path: str) -> Faults:
    faults = _each(item, kind, "max", path) + _each(item, kind, "min", path)
    for field in ("default", "defaultRequest"):
        if kind != "Pod":
            faults += _each(item, kind, field, path)
        elif item.get(field):
            detail = "may not be specified when `type` is 'Pod'"
            faults.append(forbidden(f"{path}.{field}", detail))
    named = [*(item.get("min") or ()), *(item.get("max") or ())]
    if kind == _CLAIM and "storage" not in named:
        detail = "either minimum or maximum storage value is required, but neither was provided"
        faults.append(required(f"{path}.limits", detail))
    return faults + _each(item, kind, "maxLimitRequestRatio", path)


def _each(item: Item, kind: str, field: str, path: str) -> Faults:
    amounts = item.get(field) or {}
    faults: Faults = []
    for name in sorted(amounts):
        faults += validate_bound(kind, name, amounts[name], f"{path}.{field}")
    return faults


def _validate_order(item: Item, path: str) -> Faults:
    fields = ("max", "min", "default", "defaultRequest", "maxLimitRequestRatio")
    named = dict.fromkeys(name for field in fields for name in item.get(field) or ())
    faults: Faults = []
    for name in sorted(named):
        for less, more, told, word, other in _ORDER:
            low, high = (item.get(less) or {}).get(name), (item.get(more) or {}).get(name)
            if low is not None and high is not None and rank(low) > rank(high):
                texts = quantity.canonical(low), quantity.canonical(high)
                detail = f"{word} {texts[0]} is greater than {other} {texts[1]}"
                shown = quantity.canonical(item[_shown_of(less, more, told)][name])
                faults.append(invalid(f"{path}.{told}[{name}]", shown, detail))
        faults += _validate_ratio(item, name, f"{path}.maxLimitRequestRatio[{name}]")
    return faults


def _shown_of(less: str, more: str, told: str) -> str:
    """Of the two that disagree about a default, the server shows the other one."""
    if told == "default":
        return less if more == "default" else more
    return told


def _validate_ratio(item: Item, name: str, path: str) -> Faults:
    ratio = (item.get("maxLimitRequestRatio") or {}).get(name)
    if ratio is None:
        return []
    shown, value = quantity.canonical(ratio), quantity.parse(ratio).value
    if value < 1:
        return [invalid(path, shown, f"ratio {shown} is less than 1")]
    low, high = (item.get("min") or {}).get(name), (item.get("max") or {}).get(name)
    if low is None or high is None or not quantity.parse(low).mantissa:
        return []
    most = quantity.parse(high).value / quantity.parse(low).value
    if value <= most:
        return []
    return [invalid(path, shown, f"ratio {shown} is greater than max/min = {float(most):f}")]
