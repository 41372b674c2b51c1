"""StatefulSets (pkg/apis/apps/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import (
    compiled,
    selector_text,
    validate_owning_selector,
)
from cluster_sim.world.kube.api.validation.lasting_pods import validate_lasting
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_annotations,
    validate_labels,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.rolling_shares import (
    amount,
    validate_not_all,
    validate_share,
)

Spec = dict[str, Any]

_MANAGEMENT: Final = ("OrderedReady", "Parallel")
_STRATEGIES: Final = ("RollingUpdate", "OnDelete")
_RETENTION: Final = ("Retain", "Delete")
_CHANGEABLE: Final = (
    "replicas",
    "ordinals",
    "template",
    "updateStrategy",
    "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy",
    "minReadySeconds",
)
_COUNTS: Final = (
    "replicas",
    "readyReplicas",
    "currentReplicas",
    "updatedReplicas",
    "availableReplicas",
)
_FIXED: Final = (
    "updates to statefulset spec for fields other than "
    + ", ".join(f"'{field}'" for field in _CHANGEABLE[:-1])
    + f" and '{_CHANGEABLE[-1]}' are forbidden"
)


def validate_statefulset(stateful_set: Object) -> Faults:
    """The faults of a new StatefulSet."""
    faults = validate_meta(stateful_set, True, names.dns1123_label)
    return faults + _validate_spec(stateful_set.get("spec") or {})


def validate_statefulset_update(old: Object, new: Object) -> Faults:
    """The faults of a changed StatefulSet."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new) + _validate_spec(after)
    if _fixed_part(before) != _fixed_part(after):
        faults.append(forbidden("spec", _FIXED))
    return faults


def validate_statefulset_status(old: Object, new: Object) -> Faults:
    """The faults of a changed status: no count may be above the number of pods."""
    status: Spec = new.get("status") or {}
    faults: Faults = []
    before = (old.get("status") or {}).get("collisionCount", 0)
    for field in (*_COUNTS, "observedGeneration", "collisionCount"):
        faults += non_negative(status.get(field), f"status.{field}")
    for field in _COUNTS[1:]:
        if status.get(field, 0) > status.get("replicas", 0):
            detail = "cannot be greater than status.replicas"
            faults.append(invalid(f"status.{field}", status[field], detail))
    if status.get("availableReplicas", 0) > status.get("readyReplicas", 0):
        detail = "cannot be greater than status.readyReplicas"
        faults.append(invalid("status.availableReplicas", status["availableReplicas"], detail))
    if status.get("collisionCount", 0) < before:
        count = status.get("collisionCount", 0)
        faults.append(invalid("status.collisionCount", count, "cannot be decremented"))
    return faults


def _fixed_part(spec: Spec) -> Spec:
    return {field: value for field, value in spec.items() if field not in _CHANGEABLE}


def _validate_spec(spec: Spec) -> Faults:
    faults = _validate_management(spec.get("podManagementPolicy") or "")
    faults += _validate_strategy(spec.get("updateStrategy") or {})
    faults += _validate_retention(spec.get("persistentVolumeClaimRetentionPolicy") or {})
    faults += non_negative(spec.get("replicas"), "spec.replicas")
    faults += non_negative(spec.get("minReadySeconds"), "spec.minReadySeconds")
    start = (spec.get("ordinals") or {}).get("start")
    faults += non_negative(start, "spec.ordinals.start")
    faults += validate_owning_selector(spec.get("selector"), "statefulset")
    return faults + _validate_pods(spec)


def _validate_management(policy: str) -> Faults:
    here = "spec.podManagementPolicy"
    if not policy:
        return [required(here)]
    return [] if policy in _MANAGEMENT else [invalid(here, policy, _either(_MANAGEMENT))]


def _either(words: tuple[str, ...]) -> str:
    return "must be " + " or ".join(f"'{word}'" for word in words)


def _validate_strategy(strategy: Spec) -> Faults:
    here, kind = "spec.updateStrategy", strategy.get("type") or ""
    rolling = strategy.get("rollingUpdate")
    if not kind:
        return [required(here)]
    if kind not in _STRATEGIES:
        return [invalid(here, _strategy_text(strategy), _either(_STRATEGIES))]
    if rolling is None:
        return []
    if kind == "OnDelete":
        detail = "only allowed for updateStrategy 'RollingUpdate'"
        return [invalid(f"{here}.rollingUpdate", _rolling_text(rolling), detail)]
    return _validate_rolling(rolling, f"{here}.rollingUpdate")


def _validate_rolling(rolling: Spec, path: str) -> Faults:
    faults = non_negative(rolling.get("partition"), f"{path}.partition")
    share, here = rolling.get("maxUnavailable"), f"{path}.maxUnavailable"
    if share is None:
        return faults
    faults += validate_share(share, here)
    if amount(share) == 0:
        faults.append(invalid(here, share, "cannot be 0"))
    return faults + validate_not_all(share, here)


def _rolling_text(rolling: Spec) -> Literal:
    partition, share = rolling.get("partition", 0), rolling.get("maxUnavailable")
    return Literal(f'{{"Partition":{partition},"MaxUnavailable":{json_text(share)}}}')


def _strategy_text(strategy: Spec) -> Literal:
    rolling = strategy.get("rollingUpdate")
    inner = "null" if rolling is None else _rolling_text(rolling)
    return Literal(f'{{"Type":{json_text(strategy["type"])},"RollingUpdate":{inner}}}')


def _validate_retention(policy: Spec) -> Faults:
    here = "spec.persistentVolumeClaimRetentionPolicy"
    return [
        not_supported(f"{here}.{field}", value, _RETENTION)
        for field in ("whenDeleted", "whenScaled")
        if (value := policy.get(field, "Retain")) not in _RETENTION
    ]


def _validate_pods(spec: Spec) -> Faults:
    """The faults of the template. Its pod spec is looked at only when a pod is made of it: the
    volumes that its containers mount come with the claims."""
    selector, template = compiled(spec.get("selector")), spec.get("template") or {}
    faults: Faults = []
    if selector is None:
        faults.append(invalid("spec.selector", selector_text(spec.get("selector")), ""))
    else:
        meta = template.get("metadata") or {}
        labels = meta.get("labels")
        if not selector.empty and not selector.matches(labels):
            detail = "`selector` does not match template `labels`"
            faults.append(invalid("spec.template.metadata.labels", labels, detail))
        faults += validate_labels(labels, "spec.template.labels")
        faults += validate_annotations(meta.get("annotations"), "spec.template.annotations")
    return faults + validate_lasting(template, "StatefulSet")
