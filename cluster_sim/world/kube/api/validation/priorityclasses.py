"""PriorityClasses (pkg/apis/scheduling/validation/validation.go, v1/helpers.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    immutable,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

SYSTEM_CLASSES: Final = {
    "system-cluster-critical": 2_000_000_000,
    "system-node-critical": 2_000_001_000,
}
_HIGHEST: Final = 1_000_000_000
_POLICIES: Final = ("Never", "PreemptLowerPriority")
_RESERVED: Final = "priority class names with 'system-' prefix are reserved for system use only."


def validate_priority_class(priority_class: Object) -> Faults:
    """The faults of a new PriorityClass."""
    faults = validate_meta(priority_class, False, names.dns1123_subdomain)
    name = (priority_class.get("metadata") or {}).get("name", "")
    value = priority_class.get("value", 0)
    if name.startswith("system-"):
        why = _not_of_the_system(name, value, bool(priority_class.get("globalDefault")))
        if why:
            faults.append(forbidden("metadata.name", f"{_RESERVED} error: {why}"))
    elif value > _HIGHEST:
        detail = f"maximum allowed value of a user defined priority is {_HIGHEST}"
        faults.append(forbidden("value", detail))
    return faults + _validate_policy(priority_class.get("preemptionPolicy"))


def _not_of_the_system(name: str, value: int, default: bool) -> str:
    """Why this is none of the two classes that every cluster has, "" when it is."""
    known = SYSTEM_CLASSES.get(name)
    if known is None:
        return f"{name} is not a known system priority class"
    if value != known:
        return f"value of {name} PriorityClass must be {known}"
    return f"globalDefault of {name} PriorityClass must be false" if default else ""


def _validate_policy(policy: Any) -> Faults:
    if policy is None or policy in _POLICIES:
        return []
    if policy == "":
        return [required("preemptionPolicy")]
    return [not_supported("preemptionPolicy", policy, _POLICIES)]


def validate_priority_class_update(old: Object, new: Object) -> Faults:
    """The faults of a changed PriorityClass: what pods were admitted by stays."""
    faults = validate_meta_update(old, new)
    if new.get("value", 0) != old.get("value", 0):
        faults.append(forbidden("value", "may not be changed in an update."))
    policy, before = new.get("preemptionPolicy"), old.get("preemptionPolicy")
    return faults + immutable("preemptionPolicy", policy, before)
