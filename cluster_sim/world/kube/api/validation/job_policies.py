"""The failure and success policies of a Job (pkg/apis/batch/validation/validation.go)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    invalid,
    not_supported,
    required,
    too_many,
)
from cluster_sim.world.kube.api.validation.object_meta import non_negative

Spec = dict[str, Any]

_MOST_RULES: Final = 20
_MOST_PATTERNS: Final = 20
_MOST_CODES: Final = 255
_ACTIONS: Final = ("Count", "FailIndex", "FailJob", "Ignore")
_OPERATORS: Final = ("In", "NotIn")
_STATUSES: Final = ("False", "True", "Unknown")


def validate_failure_policy(spec: Spec, path: str) -> Faults:
    """The faults of the rules for pods that failed."""
    rules = spec["podFailurePolicy"].get("rules") or []
    faults: Faults = []
    if len(rules) > _MOST_RULES:
        faults.append(too_many(f"{path}.rules", len(rules), _MOST_RULES))
    for index, rule in enumerate(rules):
        faults += _validate_rule(spec, rule, f"{path}.rules[{index}]")
    return faults


def _validate_rule(spec: Spec, rule: Spec, path: str) -> Faults:
    faults = _choice(rule.get("action", ""), _ACTIONS, f"{path}.action")
    if rule.get("action") == "FailIndex" and spec.get("backoffLimitPerIndex") is None:
        detail = "requires the backoffLimitPerIndex to be set"
        faults.append(invalid(f"{path}.action", "FailIndex", detail))
    codes, patterns = rule.get("onExitCodes"), rule.get("onPodConditions") or []
    if codes is not None:
        faults += _validate_codes(spec, codes, f"{path}.onExitCodes")
    if patterns:
        faults += _validate_patterns(patterns, f"{path}.onPodConditions")
    if codes is not None and patterns:
        detail = "specifying both OnExitCodes and OnPodConditions is not supported"
        faults.append(_without_value(path, detail))
    if codes is None and not patterns:
        detail = "specifying one of OnExitCodes and OnPodConditions is required"
        faults.append(_without_value(path, detail))
    return faults


def _without_value(path: str, detail: str) -> FieldError:
    return FieldError("FieldValueInvalid", path, f"Invalid value: {detail}")


def _choice(value: str, supported: tuple[str, ...], path: str) -> Faults:
    if not value:
        shown = " ".join(map(quote, supported))
        return [required(path, f"valid values: [{shown}]")]
    return [] if value in supported else [not_supported(path, value, supported)]


def _validate_codes(spec: Spec, codes: Spec, path: str) -> Faults:
    faults = _choice(codes.get("operator", ""), _OPERATORS, f"{path}.operator")
    name = codes.get("containerName")
    if name is not None and name not in _container_names(spec):
        detail = "must be one of the container or initContainer names in the pod template"
        faults.append(invalid(f"{path}.containerName", name, detail))
    values, here = codes.get("values") or [], f"{path}.values"
    if not values:
        return [*faults, invalid(here, values, "at least one value is required")]
    if len(values) > _MOST_CODES:
        faults.append(too_many(here, len(values), _MOST_CODES))
    for index, code in enumerate(values):
        if code == 0 and codes.get("operator") == "In":
            detail = "must not be 0 for the In operator"
            faults.append(invalid(f"{here}[{index}]", code, detail))
        if code in values[:index]:
            faults.append(duplicate(f"{here}[{index}]", code))
    if any(first > second for first, second in pairwise(values)):
        faults.append(invalid(here, values, "must be ordered"))
    return faults


def _container_names(spec: Spec) -> list[str]:
    pod = (spec.get("template") or {}).get("spec") or {}
    lists = (pod.get("containers") or (), pod.get("initContainers") or ())
    return [container.get("name", "") for each in lists for container in each]


def _validate_patterns(patterns: list[Spec], path: str) -> Faults:
    faults: Faults = []
    if len(patterns) > _MOST_PATTERNS:
        faults.append(too_many(path, len(patterns), _MOST_PATTERNS))
    for index, pattern in enumerate(patterns):
        kind = pattern.get("type", "")
        faults += all_invalid(f"{path}[{index}].type", kind, names.qualified_name(kind))
        faults += _choice(pattern.get("status", ""), _STATUSES, f"{path}[{index}].status")
    return faults


def validate_success_policy(spec: Spec, path: str) -> Faults:
    """The faults of the rules by which an Indexed Job is done before all its indexes are."""
    if spec.get("completionMode") != "Indexed":
        return [invalid(path, spec["successPolicy"], "requires indexed completion mode")]
    rules = spec["successPolicy"].get("rules") or []
    if not rules:
        detail = "at least one rules must be specified when the successPolicy is specified"
        return [required(f"{path}.rules", detail)]
    faults: Faults = []
    if len(rules) > _MOST_RULES:
        faults.append(too_many(f"{path}.rules", len(rules), _MOST_RULES))
    for index, rule in enumerate(rules):
        faults += _validate_success_rule(spec, rule, f"{path}.rules[{index}]")
    return faults


def _validate_success_rule(spec: Spec, rule: Spec, path: str) -> Faults:
    count, indexes = rule.get("succeededCount"), rule.get("succeededIndexes")
    completions = spec.get("completions") or 0
    if count is None and indexes is None:
        detail = "at least one of succeededCount or succeededIndexes must be specified"
        return [required(path, detail)]
    faults: Faults = []
    total = None
    if indexes is not None:
        try:
            total = count_indexes(indexes, completions)
        except ValueError as problem:
            detail = f"error parsing succeededIndexes: {problem}"
            faults.append(invalid(f"{path}.succeededIndexes", indexes, detail))
    if count is None:
        return faults
    here = f"{path}.succeededCount"
    faults += non_negative(count, here)
    if count > completions:
        most = f"{completions} (the number of specified completions)"
        detail = f"must be less than or equal to {most}"
        faults.append(invalid(here, count, detail))
    if total is not None and count > total:
        detail = (
            f"must be less than or equal to {total} "
            "(the number of indexes in the specified succeededIndexes field)"
        )
        faults.append(invalid(here, count, detail))
    return faults


def count_indexes(text: str, completions: int) -> int:
    """How many indexes ``0,2-4`` names. Raises ValueError, in the server's words, for what is
    no ascending list of indexes below ``completions``."""
    if not text:
        return 0
    total, before = 0, -1
    for part in text.split(","):
        bounds = part.split("-")
        if len(bounds) > 2:
            raise ValueError(
                f'the fragment "{part}" violates the requirement that an index '
                "interval can have at most two parts separated by '-'"
            )
        first, last = _bound(bounds[0], completions), _bound(bounds[-1], completions)
        if before >= first:
            raise ValueError(f"non-increasing order, previous: {before}, current: {first}")
        if len(bounds) == 2 and first >= last:
            raise ValueError(f"non-increasing order, previous: {first}, current: {last}")
        total, before = total + last - first + 1, last
    return total


def _bound(text: str, completions: int) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f'cannot convert string to integer for index: "{text}"')
    if int(text[:20]) >= completions:
        raise ValueError(f'too large index: "{text}"')
    return int(text)
