"""Deployments and ReplicaSets (pkg/apis/apps/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.go_structs import strategy_text
from cluster_sim.world.kube.api.validation.label_selectors import (
    compiled,
    selector_text,
    validate_owning_selector,
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

_STRATEGIES: Final = ("Recreate", "RollingUpdate")


def validate_deployment(deployment: Object) -> Faults:
    """The faults of a new Deployment."""
    faults = validate_meta(deployment, True, names.dns1123_subdomain)
    return faults + _validate_deployment_spec(deployment.get("spec") or {})


def validate_deployment_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Deployment."""
    faults = validate_meta_update(old, new)
    faults += _validate_deployment_spec(new.get("spec") or {})
    return faults + _same_selector(old, new)


def validate_replicaset(replicaset: Object) -> Faults:
    """The faults of a new ReplicaSet."""
    faults = validate_meta(replicaset, True, names.dns1123_subdomain)
    return faults + _validate_replicaset_spec(replicaset.get("spec") or {})


def validate_replicaset_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ReplicaSet."""
    faults = validate_meta_update(old, new)
    faults += _validate_replicaset_spec(new.get("spec") or {})
    return faults + _same_selector(old, new)


def _validate_deployment_spec(spec: Spec) -> Faults:
    faults = non_negative(spec.get("replicas"), "spec.replicas")
    faults += validate_owning_selector(spec.get("selector"), "deployment") + _validate_pods(spec)
    faults += _validate_strategy(spec.get("strategy") or {})
    ready = spec.get("minReadySeconds", 0)
    faults += non_negative(ready, "spec.minReadySeconds")
    faults += non_negative(spec.get("revisionHistoryLimit"), "spec.revisionHistoryLimit")
    deadline, here = spec.get("progressDeadlineSeconds"), "spec.progressDeadlineSeconds"
    if deadline is not None:
        faults += non_negative(deadline, here)
        if deadline <= ready:
            faults.append(invalid(here, deadline, "must be greater than minReadySeconds"))
    return faults


def _validate_replicaset_spec(spec: Spec) -> Faults:
    faults = non_negative(spec.get("replicas"), "spec.replicas")
    faults += non_negative(spec.get("minReadySeconds"), "spec.minReadySeconds")
    return (
        faults + validate_owning_selector(spec.get("selector"), "deployment") + _validate_pods(spec)
    )


def _validate_pods(spec: Spec) -> Faults:
    """The faults of a template whose pods must be selected and must go on for ever."""
    selector, template = compiled(spec.get("selector")), spec.get("template") or {}
    if selector is None:
        shown = selector_text(spec.get("selector"))
        return [invalid("spec.selector", shown, "invalid label selector")]
    labels = (template.get("metadata") or {}).get("labels")
    faults: Faults = []
    if not selector.empty and not selector.matches(labels):
        detail = "`selector` does not match template `labels`"
        faults.append(invalid("spec.template.metadata.labels", labels, detail))
    faults += validate_template(template, "spec.template")
    return faults + validate_lasting(template, "ReplicaSet")


def _validate_strategy(strategy: Spec) -> Faults:
    kind, rolling = strategy.get("type", ""), strategy.get("rollingUpdate")
    here = "spec.strategy.rollingUpdate"
    if kind == "Recreate":
        detail = "may not be specified when strategy `type` is 'Recreate'"
        return [] if rolling is None else [forbidden(here, detail)]
    if kind != "RollingUpdate":
        return [not_supported("spec.strategy", strategy_text(strategy), _STRATEGIES)]
    if rolling is None:
        return [required(here, "this should be defaulted and never be nil")]
    unavailable, surge = rolling.get("maxUnavailable", 0), rolling.get("maxSurge", 0)
    faults = validate_share(unavailable, f"{here}.maxUnavailable")
    faults += validate_share(surge, f"{here}.maxSurge")
    if amount(unavailable) == 0 and amount(surge) == 0:
        detail = "may not be 0 when `maxSurge` is 0"
        faults.append(invalid(f"{here}.maxUnavailable", unavailable, detail))
    return faults + validate_not_all(unavailable, f"{here}.maxUnavailable")


def _same_selector(old: Object, new: Object) -> Faults:
    before = (old.get("spec") or {}).get("selector")
    after = (new.get("spec") or {}).get("selector")
    return [] if before == after else [invalid("spec.selector", selector_text(after), IMMUTABLE)]
