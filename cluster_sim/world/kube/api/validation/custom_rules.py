"""Validation of ``x-kubernetes-validations`` (pkg/apis/apiextensions/validation/validation.go)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from cluster_sim.world.cel.expression import Expression, ExpressionError
from cluster_sim.world.kube.api.custom.field_paths import PathError, follow
from cluster_sim.world.kube.api.custom.rules import compiled, compiled_message
from cluster_sim.world.kube.api.custom.structural import RULES, Schema
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    invalid,
    not_supported,
    required,
)

_REASONS: Final = (
    *("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"),
)
Rule = dict[str, Any]


def rule_faults(rules: Sequence[Rule], schema: Schema, path: str, apart: str) -> Faults:
    """The faults of the rules of one schema; ``apart`` is the place above it in which old and new
    parts cannot be told to belong together, empty when there is none.
    """
    faults: Faults = []
    for index, rule in enumerate(rules):
        faults += _form_faults(rule, schema, f"{path}.{RULES}[{index}]")
    if faults:
        return faults
    for index, rule in enumerate(rules):
        faults += _compile_faults(rule, f"{path}.{RULES}[{index}]", apart)
    return faults


def _form_faults(rule: Rule, schema: Schema, path: str) -> Faults:
    faults: Faults = []
    text, message = rule.get("rule") or "", rule.get("message") or ""
    if not text.strip():
        faults.append(required(f"{path}.rule", "rule is not specified"))
    elif message and not message.strip():
        faults.append(invalid(f"{path}.message", message, "must be non-empty if specified"))
    elif _breaks(message.strip()):
        faults.append(invalid(f"{path}.message", message, "must not contain line breaks"))
    elif _breaks(text.strip()) and not message.strip():
        detail = "message must be specified if rule contains line breaks"
        faults.append(required(f"{path}.message", detail))
    expressed, reason = rule.get("messageExpression"), rule.get("reason")
    if expressed and not expressed.strip():
        detail = "messageExpression must be non-empty if specified"
        faults.append(required(f"{path}.messageExpression", detail))
    if reason is not None and reason not in _REASONS:
        faults.append(not_supported(f"{path}.reason", reason, _REASONS))
    return faults + _field_path_faults(rule.get("fieldPath") or "", schema, path)


def _field_path_faults(field_path: str, schema: Schema, path: str) -> Faults:
    where = f"{path}.fieldPath"
    if not field_path:
        return []
    if not field_path.strip():
        return [invalid(where, field_path, "must be non-empty if specified")]
    if _breaks(field_path):
        return [invalid(where, field_path, "must not contain line breaks")]
    try:
        follow(field_path, schema)
    except PathError:
        return [invalid(where, field_path, "must be a valid path")]
    return []


def _breaks(text: str) -> bool:
    return "\n" in text or "\r" in text


def _compile_faults(rule: Rule, path: str, apart: str) -> Faults:
    faults: Faults = []
    expression = _compiled(rule, path, faults)
    if rule.get("messageExpression"):
        try:
            compiled_message(rule["messageExpression"].strip())
        except ExpressionError as problem:
            detail = f"messageExpression compilation failed: {problem}"
            faults.append(invalid(f"{path}.messageExpression", _shown(rule), detail))
    if expression is None:
        return faults
    transition = "oldSelf" in expression.names
    if transition and apart:
        detail = (
            f"oldSelf cannot be used on the uncorrelatable portion of the schema within {apart}"
        )
        faults.append(invalid(f"{path}.rule", rule["rule"], detail))
    elif not transition and rule.get("optionalOldSelf") is not None:
        detail = "may not be set if oldSelf is not used in rule"
        faults.append(invalid(f"{path}.optionalOldSelf", rule["optionalOldSelf"], detail))
    return faults


def _compiled(rule: Rule, path: str, faults: Faults) -> Expression | None:
    try:
        return compiled(rule["rule"])
    except ExpressionError as problem:
        text = str(problem)
        detail = (
            "cel expression must evaluate to a bool"
            if "instead of true or false" in text
            else f"compilation failed: {text}"
        )
        faults.append(invalid(f"{path}.rule", _shown(rule), detail))
    return None


def _shown(rule: Rule) -> Literal:
    """The rule as the Go struct of the server is printed."""
    texts = (("Rule", "rule"), ("Message", "message"), ("MessageExpression", "messageExpression"))
    said = [f'"{name}":{quote(rule.get(key) or "")}' for name, key in texts]
    reason = rule.get("reason")
    said.append(f'"Reason":{quote(reason) if reason else "null"}')
    said.append(f'"FieldPath":{quote(rule.get("fieldPath") or "")}')
    optional = rule.get("optionalOldSelf")
    said.append(f'"OptionalOldSelf":{"null" if optional is None else str(optional).lower()}')
    return Literal("{" + ",".join(said) + "}")
