"""DaemonSets (pkg/apis/apps/validation/validation.go, pkg/registry/apps/daemonset/strategy.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    Literal,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import (
    compiled,
    is_empty,
    selector_text,
    validate_label_selector,
)
from cluster_sim.world.kube.api.validation.lasting_pods import validate_lasting
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.pod_spec import validate_template
from cluster_sim.world.kube.api.validation.rolling_shares import (
    amount,
    validate_not_all,
    validate_share,
)

Spec = dict[str, Any]

_STRATEGIES: Final = ("RollingUpdate", "OnDelete")
_COUNTS: Final = (
    "currentNumberScheduled",
    "numberMisscheduled",
    "desiredNumberScheduled",
    "numberReady",
    "observedGeneration",
    "updatedNumberScheduled",
    "numberAvailable",
    "numberUnavailable",
    "collisionCount",
)


def validate_daemonset(daemon_set: Object) -> Faults:
    """The faults of a new DaemonSet."""
    faults = validate_meta(daemon_set, True, names.dns1123_subdomain)
    return faults + _validate_spec(daemon_set.get("spec") or {})


def validate_daemonset_update(old: Object, new: Object) -> Faults:
    """The faults of a changed DaemonSet."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new) + _validate_spec(after)
    if before.get("selector") != after.get("selector"):
        faults.append(invalid("spec.selector", selector_text(after.get("selector")), IMMUTABLE))
    return faults


def validate_daemonset_status(old: Object, new: Object) -> Faults:
    """The faults of a changed status."""
    status: Spec = new.get("status") or {}
    faults: Faults = []
    for field in _COUNTS:
        faults += non_negative(status.get(field), f"status.{field}")
    count = status.get("collisionCount", 0)
    if count < (old.get("status") or {}).get("collisionCount", 0):
        faults.append(invalid("status.collisionCount", count, "cannot be decremented"))
    return faults


def _validate_spec(spec: Spec) -> Faults:
    selector, template = spec.get("selector"), spec.get("template") or {}
    faults = validate_label_selector(selector, "spec.selector")
    chosen, labels = compiled(selector), (template.get("metadata") or {}).get("labels")
    if chosen is not None and not chosen.matches(labels):
        detail = "`selector` does not match template `labels`"
        faults.append(invalid("spec.template.metadata.labels", labels, detail))
    if selector is not None and is_empty(selector):
        detail = "empty selector is invalid for daemonset"
        faults.append(invalid("spec.selector", selector_text(selector), detail))
    faults += validate_template(template, "spec.template") + validate_lasting(template, "DaemonSet")
    faults += non_negative(spec.get("minReadySeconds"), "spec.minReadySeconds")
    faults += _validate_strategy(spec.get("updateStrategy") or {})
    return faults + non_negative(spec.get("revisionHistoryLimit"), "spec.revisionHistoryLimit")


def _validate_strategy(strategy: Spec) -> Faults:
    here, kind = "spec.updateStrategy", strategy.get("type", "")
    if kind == "OnDelete":
        return []
    if kind != "RollingUpdate":
        return [not_supported(here, _strategy_text(strategy), _STRATEGIES)]
    rolling = strategy.get("rollingUpdate")
    if rolling is None:
        return [required(f"{here}.rollingUpdate")]
    return _validate_rolling(rolling, f"{here}.rollingUpdate")


def _validate_rolling(rolling: Spec, path: str) -> Faults:
    """The faults of the two shares: exactly one of them must be above 0."""
    unavailable, surge = rolling.get("maxUnavailable", 0), rolling.get("maxSurge", 0)
    faults = validate_share(unavailable, f"{path}.maxUnavailable")
    faults += validate_share(surge, f"{path}.maxSurge")
    faults += validate_not_all(unavailable, f"{path}.maxUnavailable")
    faults += validate_not_all(surge, f"{path}.maxSurge")
    if amount(unavailable) != 0 and amount(surge) != 0:
        detail = "may not be set when maxUnavailable is non-zero"
        faults.append(invalid(f"{path}.maxSurge", surge, detail))
    if amount(unavailable) == 0 and amount(surge) == 0:
        faults.append(required(f"{path}.maxUnavailable", "cannot be 0 when maxSurge is 0"))
    return faults


def _strategy_text(strategy: Spec) -> Literal:
    rolling, inner = strategy.get("rollingUpdate"), "null"
    if rolling is not None:
        unavailable = json_text(rolling.get("maxUnavailable", 0))
        surge = json_text(rolling.get("maxSurge", 0))
        inner = f'{{"MaxUnavailable":{unavailable},"MaxSurge":{surge}}}'
    kind = json_text(strategy.get("type", ""))
    return Literal(f'{{"Type":{kind},"RollingUpdate":{inner}}}')
