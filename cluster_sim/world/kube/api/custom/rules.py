"""``x-kubernetes-validations``: the CEL rules of a schema, run on an object and its parts.

apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go. The names ``self`` and
``oldSelf`` are what stands where the rule is written, now and before.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.cel.expression import (
    BOOL,
    EvaluationError,
    Expression,
    ExpressionError,
    TooExpensive,
    compile_expression,
)
from cluster_sim.world.kube.api.cel import LIBRARIES
from cluster_sim.world.kube.api.custom.cel_values import view
from cluster_sim.world.kube.api.custom.schema_faults import NO_PATH
from cluster_sim.world.kube.api.custom.structural import (
    LIST_KEYS,
    LIST_TYPE,
    RULES,
    Schema,
    field_schema,
    item_schema,
)
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.validation.field_errors import (
    OMITTED,
    Faults,
    duplicate,
    forbidden,
    invalid,
    required,
)

_VARIABLES: Final = ("self", "oldSelf")
# apiextensions-apiserver/…/cel/validation.go: a longer message is not used.
_LONGEST_MESSAGE: Final = 5 * 1024
_UNCHECKED: Final = (
    "some validation rules were not checked because the object was invalid; correct the existing "
    "errors to complete validation"
)
_BLOCKING: Final = (
    *("FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany"),
    "FieldValueTypeInvalid",
)
_NOT_THERE: Final = object()


def unchecked(faults: Faults) -> Faults:
    """The fault that says why no rule was run, when the object is too wrong for that."""
    if any(fault.kind in _BLOCKING for fault in faults):
        return [invalid(NO_PATH, None, _UNCHECKED)]
    return []


def rule_faults(value: Any, old: Any, schema: Schema) -> Faults:
    """What the rules of the schema say; ``old`` is None for a new object."""
    return _Run().faults(value, _NOT_THERE if old is None else old, schema, "")


def compiled(text: str) -> Expression:
    """A rule. Raises ExpressionError."""
    return compile_expression(text, _VARIABLES, LIBRARIES, BOOL)


def compiled_message(text: str) -> Expression:
    """The expression of a message. Raises ExpressionError."""
    return compile_expression(text, _VARIABLES, LIBRARIES, "string")


def _holds_rules(schema: Schema) -> bool:
    if schema.get(RULES):
        return True
    inner = [*(schema.get("properties") or {}).values(), *(schema.get("allOf") or ())]
    inner += [schema.get("items"), schema.get("additionalProperties")]
    return any(isinstance(each, dict) and _with_rules(each) for each in inner)


_with_rules = IdentityMemo(_holds_rules, most=4096)


class _Run:
    """The rules of one object; it stops when one of them was too expensive."""

    def __init__(self) -> None:
        self._stopped = False

    def faults(self, value: Any, old: Any, schema: Schema, path: str) -> Faults:
        """The faults of a value and of all inside it."""
        if value is None or not _with_rules(schema) or self._stopped:
            return []
        found = self._own(value, old, schema, path)
        for each in schema.get("allOf") or ():
            found += self.faults(value, old, each, path)
        if isinstance(value, dict):
            for key in sorted(value):
                inner = field_schema(schema, key)
                if inner is not None:
                    found += self.faults(
                        value[key], _under(old, key), inner, _below(path, key, schema)
                    )
        items = item_schema(schema)
        if isinstance(value, list) and items is not None:
            for index, each in enumerate(value):
                found += self.faults(
                    each, _counterpart(each, old, schema), items, f"{path}[{index}]"
                )
        return found

    def _own(self, value: Any, old: Any, schema: Schema, path: str) -> Faults:
        found: Faults = []
        for rule in schema.get(RULES) or ():
            if self._stopped:
                break
            fault = self._fault(rule, value, old, schema, path)
            if fault is not None:
                found.append(fault)
        return found

    def _fault(
        self, rule: dict[str, Any], value: Any, old: Any, schema: Schema, path: str
    ) -> FieldError | None:
        try:
            expression = compiled(rule["rule"])
        except ExpressionError as problem:
            return invalid(
                path or NO_PATH, schema.get("type", ""), f"rule compile error: {problem}"
            )
        transition = "oldSelf" in expression.names
        if transition and old is _NOT_THERE:
            return None
        if not transition and old is not _NOT_THERE and value == old:
            # Ratcheting: what was there already and has not changed is let be.
            return None
        values = {"self": view(value, schema)}
        values["oldSelf"] = None if old is _NOT_THERE else view(old, schema)
        try:
            if expression.bounded_value(values) is True:
                return None
        except EvaluationError as problem:
            return self._failed(rule, problem, schema, path)
        return _refusal(rule, value, values, schema, path)

    def _failed(
        self, rule: dict[str, Any], problem: EvaluationError, schema: Schema, path: str
    ) -> FieldError:
        shown, where = _rule_text(rule), path or NO_PATH
        if isinstance(problem, TooExpensive):
            self._stopped = True
            why = "no further validation rules will be run due to call cost exceeds limit for rule"
            return invalid(where, schema.get("type", ""), f"'{problem}': {why}: {shown}")
        if str(problem).startswith("no such overload"):
            why = "call arguments did not match a supported operator, function or macro signature"
            return invalid(where, schema.get("type", ""), f"'{problem}': {why} for rule: {shown}")
        return invalid(where, schema.get("type", ""), f"{problem} evaluating rule: {shown}")


def _refusal(
    rule: dict[str, Any], value: Any, values: dict[str, Any], schema: Schema, path: str
) -> FieldError:
    where = f"{path}{rule.get('fieldPath', '')}".removeprefix(".") or NO_PATH
    detail = _expressed(rule, values) or _message(rule)
    shown = OMITTED if schema.get("type") in ("object", "array") else value
    reason = rule.get("reason")
    if reason == "FieldValueRequired":
        return required(where, detail)
    if reason == "FieldValueForbidden":
        return forbidden(where, detail)
    if reason == "FieldValueDuplicate":
        return duplicate(where, shown, detail)
    return invalid(where, shown, detail)


def _expressed(rule: dict[str, Any], values: dict[str, Any]) -> str:
    """What the message expression comes to; empty when it comes to no message."""
    text = rule.get("messageExpression")
    if not text:
        return ""
    try:
        found = compiled_message(text).bounded_value(values)
    except (ExpressionError, EvaluationError):
        return ""
    fits = isinstance(found, str) and len(found) <= _LONGEST_MESSAGE and "\n" not in found
    return found.strip() if fits else ""


def _message(rule: dict[str, Any]) -> str:
    said = (rule.get("message") or "").strip()
    return said or f"failed rule: {_rule_text(rule)}"


def _rule_text(rule: dict[str, Any]) -> str:
    return str(rule["rule"]).strip()


def _below(path: str, key: str, schema: Schema) -> str:
    if key not in (schema.get("properties") or {}):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def _under(old: Any, key: str) -> Any:
    found = old.get(key) if isinstance(old, dict) else None
    return _NOT_THERE if found is None else found


def _counterpart(item: Any, old: Any, schema: Schema) -> Any:
    """What an item of a list was before: only lists of type map tell."""
    if schema.get(LIST_TYPE) != "map" or not isinstance(old, list) or not isinstance(item, dict):
        return _NOT_THERE
    keys = schema.get(LIST_KEYS) or ()
    wanted = [item.get(key) for key in keys]
    for each in old:
        if isinstance(each, dict) and [each.get(key) for key in keys] == wanted:
            return each
    return _NOT_THERE
