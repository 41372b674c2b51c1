"""Tolerations of pods and taints of nodes."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import key_faults, value_faults

Toleration = dict[str, Any]

_EFFECTS: Final = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_OPERATORS: Final = ("Equal", "Exists")


def validate_tolerations(tolerations: list[Toleration], path: str) -> Faults:
    """The faults of a pod's tolerations."""
    return [] if _sound(tolerations) else _faults_of(tolerations, path)


def _faults_of(tolerations: list[Toleration], path: str) -> Faults:
    faults: Faults = []
    for index, toleration in enumerate(tolerations):
        faults += _validate_toleration(toleration, f"{path}[{index}]")
    return faults


# Pods of one template share their tolerations.
_sound = IdentityMemo(lambda tolerations: not _faults_of(tolerations, ""))


def validate_added_tolerations(new: list[Toleration], old: list[Toleration], path: str) -> Faults:
    """The faults of changed tolerations: they may be added to, and change how long they hold."""
    for toleration in old:
        if not any(_same_but_seconds(toleration, other) for other in new):
            detail = "existing toleration can not be modified except its tolerationSeconds"
            return [forbidden(path, detail)]
    return validate_tolerations(new, path)


def validate_taints(taints: list[dict[str, Any]], path: str) -> Faults:
    """The faults of a node's taints."""
    faults: Faults = []
    seen: set[tuple[str, str]] = set()
    for index, taint in enumerate(taints):
        here = f"{path}[{index}]"
        key, value, effect = (taint.get(field, "") for field in ("key", "value", "effect"))
        faults += all_invalid(f"{here}.key", key, key_faults(key))
        wrong = value_faults(value)
        if wrong:
            faults.append(invalid(f"{here}.value", value, ";".join(wrong)))
        faults += [required(f"{here}.effect")] if not effect else _effect(effect, here)
        if (key, effect) in seen:
            detail = "taints must be unique by key and effect pair"
            faults.append(duplicate(here, _taint_text(taint), detail))
        seen.add((key, effect))
    return faults


def _validate_toleration(toleration: Toleration, path: str) -> Faults:
    key, operator = toleration.get("key", ""), toleration.get("operator", "")
    value, effect = toleration.get("value", ""), toleration.get("effect", "")
    faults = all_invalid(f"{path}.key", key, key_faults(key)) if key else []
    if not key and operator != "Exists":
        detail = (
            "operator must be Exists when `key` is empty, which means "
            '"match all values and all keys"'
        )
        faults.append(invalid(f"{path}.operator", operator, detail))
    if toleration.get("tolerationSeconds") is not None and effect != "NoExecute":
        detail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
        faults.append(invalid(f"{path}.effect", effect, detail))
    faults += _operator(operator, value, f"{path}.operator")
    return faults + (_effect(effect, path) if effect else [])


def _operator(operator: str, value: str, path: str) -> Faults:
    if operator in ("", "Equal"):
        wrong = value_faults(value)
        return [invalid(path, value, ";".join(wrong))] if wrong else []
    if operator == "Exists":
        detail = "value must be empty when `operator` is 'Exists'"
        return [invalid(path, value, detail)] if value else []
    return [not_supported(path, operator, _OPERATORS)]


def _effect(effect: str, path: str) -> Faults:
    return [] if effect in _EFFECTS else [not_supported(f"{path}.effect", effect, _EFFECTS)]


def _same_but_seconds(one: Toleration, other: Toleration) -> bool:
    fields = ("key", "operator", "value", "effect")
    return all(one.get(field, "") == other.get(field, "") for field in fields)


def _taint_text(taint: dict[str, Any]) -> Literal:
    pairs = [(name, taint.get(name.lower(), "")) for name in ("Key", "Value", "Effect")]
    shown = [f'"{name}":{json_text(value)}' for name, value in pairs]
    added = json_text(taint.get("timeAdded"))
    return Literal("{" + ",".join([*shown, f'"TimeAdded":{added}']) + "}")
