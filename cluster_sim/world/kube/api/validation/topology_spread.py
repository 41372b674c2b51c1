"""How pods are to be spread over zones and nodes."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_keys import validate_match_keys
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import key_faults

_ACTIONS: Final = ("DoNotSchedule", "ScheduleAnyway")
_INCLUSIONS: Final = ("Honor", "Ignore")
_POSITIVE: Final = "must be greater than zero"


def validate_spread(constraints: list[dict[str, Any]], path: str) -> Faults:
    """The faults of ``topologySpreadConstraints``."""
    faults: Faults = []
    seen: set[tuple[str, str]] = set()
    for index, constraint in enumerate(constraints):
        here = f"{path}[{index}]"
        faults += _validate_numbers(constraint, here)
        pair = (constraint.get("topologyKey", ""), constraint.get("whenUnsatisfiable", ""))
        if pair in seen:
            shown = "{" + ", ".join(pair) + "}"
            faults.append(duplicate(f"{here}.{{topologyKey, whenUnsatisfiable}}", shown))
        seen.add(pair)
        for field in ("nodeAffinityPolicy", "nodeTaintsPolicy"):
            value = constraint.get(field)
            if value is not None and value not in _INCLUSIONS:
                faults.append(not_supported(f"{here}.{field}", value, _INCLUSIONS))
        faults += validate_match_keys(constraint, here)
        selector = constraint.get("labelSelector")
        faults += validate_label_selector(selector, f"{here}.labelSelector")
    return faults


def _validate_numbers(constraint: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    skew, key = constraint.get("maxSkew", 0), constraint.get("topologyKey", "")
    action, domains = constraint.get("whenUnsatisfiable", ""), constraint.get("minDomains")
    if skew <= 0:
        faults.append(invalid(f"{path}.maxSkew", skew, _POSITIVE))
    if not key:
        faults.append(required(f"{path}.topologyKey", "can not be empty"))
    else:
        faults += all_invalid(f"{path}.topologyKey", key, key_faults(key))
    if action not in _ACTIONS:
        faults.append(not_supported(f"{path}.whenUnsatisfiable", action, _ACTIONS))
    if domains is not None:
        if domains <= 0:
            faults.append(invalid(f"{path}.minDomains", domains, _POSITIVE))
        elif action != "DoNotSchedule":
            detail = f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}"
            faults.append(invalid(f"{path}.minDomains", domains, detail))
    return faults
