"""Label selectors inside objects (apimachinery/pkg/apis/meta/v1/validation/validation.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    forbidden,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    key_faults,
    validate_labels,
    value_faults,
)

Selector = dict[str, Any]


def validate_label_selector(selector: Selector | None, path: str) -> Faults:
    """The faults of ``matchLabels`` and ``matchExpressions``."""
    if selector is None:
        return []
    faults = validate_labels(selector.get("matchLabels"), f"{path}.matchLabels")
    for index, expression in enumerate(selector.get("matchExpressions") or ()):
        faults += _validate_expression(expression, f"{path}.matchExpressions[{index}]")
    return faults


def validate_owning_selector(selector: Selector | None, kind: str) -> Faults:
    """The faults of the selector by which a ``kind`` finds its own; not all may fit it."""
    if selector is None:
        return [required("spec.selector")]
    faults = validate_label_selector(selector, "spec.selector")
    if is_empty(selector):
        detail = f"empty selector is invalid for {kind}"
        faults.append(invalid("spec.selector", selector_text(selector), detail))
    return faults


def selector_text(selector: Selector | None) -> Literal:
    """The selector as a message shows it."""
    if selector is None:
        return Literal("null")
    parts = []
    if selector.get("matchLabels"):
        parts.append(f'"matchLabels":{json_text(selector["matchLabels"])}')
    if selector.get("matchExpressions"):
        shown = ",".join(map(_expression_text, selector["matchExpressions"]))
        parts.append(f'"matchExpressions":[{shown}]')
    return Literal("{" + ",".join(parts) + "}")


def is_empty(selector: Selector) -> bool:
    """Whether it asks for nothing, and so selects everything."""
    return not selector.get("matchLabels") and not selector.get("matchExpressions")


def compiled(selector: Selector | None) -> labels.Selector | None:
    """The selector at work, None when it is malformed."""
    try:
        return labels.of_object(selector)
    except SelectorError:
        return None


def _validate_expression(expression: dict[str, Any], path: str) -> Faults:
    operator, values = expression.get("operator", ""), expression.get("values") or []
    faults: Faults = []
    if operator in ("In", "NotIn"):
        if not values:
            detail = "must be specified when `operator` is 'In' or 'NotIn'"
            faults.append(required(f"{path}.values", detail))
    elif operator in ("Exists", "DoesNotExist"):
        if values:
            detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
            faults.append(forbidden(f"{path}.values", detail))
    else:
        faults.append(invalid(f"{path}.operator", operator, "not a valid selector operator"))
    key = expression.get("key", "")
    faults += all_invalid(f"{path}.key", key, key_faults(key))
    for index, value in enumerate(values):
        faults += all_invalid(f"{path}.values[{index}]", value, value_faults(value))
    return faults


def _expression_text(expression: dict[str, Any]) -> str:
    parts = [f'"{field}":{json_text(expression.get(field, ""))}' for field in ("key", "operator")]
    if expression.get("values"):
        parts.append(f'"values":{json_text(expression["values"])}')
    return "{" + ",".join(parts) + "}"
