"""PodDisruptionBudgets (pkg/apis/policy/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    invalid,
    not_supported,
)
from cluster_sim.world.kube.api.validation.label_selectors import (
    selector_text,
    validate_label_selector,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update
from cluster_sim.world.kube.api.validation.rolling_shares import validate_not_all, validate_share

_POLICIES: Final = ("AlwaysAllow", "IfHealthyBudget")


def validate_budget(budget: Object) -> Faults:
    """The faults of a new PodDisruptionBudget."""
    return validate_meta(budget, True, names.path_segment) + _validate_spec(budget)


def validate_budget_update(old: Object, new: Object) -> Faults:
    """The faults of a changed PodDisruptionBudget."""
    return validate_meta_update(old, new) + _validate_spec(new)


def _validate_spec(budget: Object) -> Faults:
    spec = budget.get("spec") or {}
    faults: Faults = []
    if spec.get("minAvailable") is not None and spec.get("maxUnavailable") is not None:
        detail = "minAvailable and maxUnavailable cannot be both set"
        faults.append(invalid("spec", _spec_text(spec), detail))
    for field in ("minAvailable", "maxUnavailable"):
        if spec.get(field) is not None:
            faults += validate_share(spec[field], f"spec.{field}")
            faults += validate_not_all(spec[field], f"spec.{field}")
    faults += validate_label_selector(spec.get("selector"), "spec.selector")
    policy = spec.get("unhealthyPodEvictionPolicy")
    if policy is not None and policy not in _POLICIES:
        faults.append(not_supported("spec.unhealthyPodEvictionPolicy", policy, _POLICIES))
    return faults


def _spec_text(spec: dict[str, Any]) -> Literal:
    """The spec as the server's internal struct, in the order of its fields."""
    parts = (
        ("MinAvailable", json_text(spec.get("minAvailable"))),
        ("Selector", selector_text(spec.get("selector"))),
        ("MaxUnavailable", json_text(spec.get("maxUnavailable"))),
        ("UnhealthyPodEvictionPolicy", json_text(spec.get("unhealthyPodEvictionPolicy"))),
    )
    return Literal("{" + ",".join(f'"{name}":{text}' for name, text in parts) + "}")
