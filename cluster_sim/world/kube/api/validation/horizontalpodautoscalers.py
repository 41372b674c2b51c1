"""HorizontalPodAutoscalers (pkg/apis/autoscaling/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.autoscaling_metrics import (
    validate_metrics,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.references import validate_reference

Rules = dict[str, Any]

_LONGEST_PERIOD: Final = 1800
_LONGEST_WINDOW: Final = 3600
_CHOICES: Final = ("Disabled", "Max", "Min")
_POLICIES: Final = ("Percent", "Pods")


def validate_autoscaler(autoscaler: Object) -> Faults:
    """The faults of a new autoscaler."""
    faults = validate_meta(autoscaler, True, names.dns1123_subdomain)
    return faults + _validate_spec(autoscaler.get("spec") or {}, 1)


def validate_autoscaler_update(old: Object, new: Object) -> Faults:
    """The faults of a changed autoscaler."""
    least = 0 if (old.get("spec") or {}).get("minReplicas") == 0 else 1
    return validate_meta_update(old, new) + _validate_spec(new.get("spec") or {}, least)


def validate_autoscaler_status(old: Object, new: Object) -> Faults:
    """The faults of a changed status."""
    faults, status = validate_meta_update(old, new), new.get("status") or {}
    for field in ("currentReplicas", "desiredReplicas"):
        faults += non_negative(status.get(field), f"status.{field}")
    return faults


def _validate_spec(spec: Rules, lowest: int) -> Faults:
    faults: Faults = []
    least, most = spec.get("minReplicas"), spec.get("maxReplicas", 0)
    if least is not None and least < lowest:
        detail = f"must be greater than or equal to {lowest}"
        faults.append(invalid("spec.minReplicas", least, detail))
    if most < 1:
        faults.append(invalid("spec.maxReplicas", most, "must be greater than 0"))
    if least is not None and most < least:
        detail = "must be greater than or equal to `minReplicas`"
        faults.append(invalid("spec.maxReplicas", most, detail))
    faults += validate_reference(spec.get("scaleTargetRef") or {}, "spec.scaleTargetRef")
    faults += validate_metrics(spec.get("metrics") or [], "spec.metrics", least)
    behavior = spec.get("behavior") or {}
    for field in ("scaleUp", "scaleDown"):
        if behavior.get(field) is not None:
            faults += _validate_rules(behavior[field], f"spec.behavior.{field}")
    return faults


def _validate_rules(rules: Rules, path: str) -> Faults:
    faults: Faults = []
    window, choice = rules.get("stabilizationWindowSeconds"), rules.get("selectPolicy")
    field = f"{path}.stabilizationWindowSeconds"
    if window is not None and window < 0:
        faults.append(invalid(field, window, "must be greater than or equal to zero"))
    if window is not None and window > _LONGEST_WINDOW:
        faults.append(invalid(field, window, f"must be less than or equal to {_LONGEST_WINDOW}"))
    if choice is not None and choice not in _CHOICES:
        faults.append(not_supported(f"{path}.selectPolicy", choice, _CHOICES))
    policies = rules.get("policies") or []
    if not policies:
        faults.append(required(f"{path}.policies", "must specify at least one Policy"))
    for at, policy in enumerate(policies):
        faults += _validate_policy(policy, f"{path}.policies[{at}]")
    tolerance = rules.get("tolerance")
    if tolerance is not None and quantity.parse(tolerance).value < 0:
        detail = "must be greater than or equal to 0"
        faults.append(invalid(f"{path}.tolerance", quantity.canonical(tolerance), detail))
    return faults


def _validate_policy(policy: Rules, path: str) -> Faults:
    faults: Faults = []
    kind, period = policy.get("type", ""), policy.get("periodSeconds", 0)
    if kind not in _POLICIES:
        faults.append(not_supported(f"{path}.type", kind, _POLICIES))
    if policy.get("value", 0) <= 0:
        faults.append(invalid(f"{path}.value", policy.get("value", 0), "must be greater than zero"))
    if period <= 0:
        faults.append(invalid(f"{path}.periodSeconds", period, "must be greater than zero"))
    if period > _LONGEST_PERIOD:
        detail = f"must be less than or equal to {_LONGEST_PERIOD}"
        faults.append(invalid(f"{path}.periodSeconds", period, detail))
    return faults
