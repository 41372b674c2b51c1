"""Validation of ValidatingAdmissionPolicies and their bindings.

pkg/apis/admissionregistration/validation/validation.go
"""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.cel.expression import ANY, BOOL, STRING, ExpressionError
from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.cel.policies import compiled
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.admission_rules import (
    FAILURE_POLICIES,
    kind_faults,
    match_faults,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    choice,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
    too_many,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_REASONS: Final = ("Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized")
_ACTIONS: Final = ("Audit", "Deny", "Warn")
_IDENTIFIER: Final = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_MOST_CONDITIONS: Final = 64
_EITHER: Final = "validations or auditAnnotations must contain at least one item"


def validate_policy(obj: Object) -> Faults:
    """The faults of a new policy."""
    return validate_meta(obj, False, names.dns1123_subdomain) + _spec_faults(obj["spec"])


def validate_policy_update(old: Object, new: Object) -> Faults:
    """The faults of a changed policy."""
    return validate_meta_update(old, new) + _spec_faults(new["spec"])


def validate_binding(obj: Object) -> Faults:
    """The faults of a new binding."""
    return validate_meta(obj, False, names.dns1123_subdomain) + _binding_faults(obj["spec"])


def validate_binding_update(old: Object, new: Object) -> Faults:
    """The faults of a changed binding."""
    return validate_meta_update(old, new) + _binding_faults(new["spec"])


def _spec_faults(spec: dict[str, Any]) -> Faults:
    faults = choice(spec.get("failurePolicy"), FAILURE_POLICIES, "spec.failurePolicy")
    kind, constraints = spec.get("paramKind"), spec.get("matchConstraints")
    if kind is not None:
        faults += kind_faults(kind, "spec.paramKind")
    if constraints is None:
        faults.append(required("spec.matchConstraints"))
    else:
        faults += match_faults(constraints, "spec.matchConstraints")
        if not constraints.get("resourceRules"):
            faults.append(required("spec.matchConstraints.resourceRules"))
    has_params = kind is not None
    faults += _condition_faults(spec.get("matchConditions") or [], has_params)
    for index, variable in enumerate(spec.get("variables") or ()):
        faults += _variable_faults(variable, has_params, f"spec.variables[{index}]")
    if not spec.get("validations") and not spec.get("auditAnnotations"):
        return [*faults, *(required(f"spec.{name}", _EITHER) for name in _EITHER_FIELDS)]
    for index, validation in enumerate(spec.get("validations") or ()):
        faults += _validation_faults(validation, has_params, f"spec.validations[{index}]")
    return faults + _annotation_faults(spec.get("auditAnnotations") or [], has_params)


_EITHER_FIELDS: Final = ("validations", "auditAnnotations")


def _condition_faults(conditions: list[dict[str, Any]], has_params: bool) -> Faults:
    faults: Faults = []
    path = "spec.matchConditions"
    if len(conditions) > _MOST_CONDITIONS:
        faults.append(too_many(path, len(conditions), _MOST_CONDITIONS))
    known: list[str] = []
    for index, condition in enumerate(conditions):
        here = f"{path}[{index}]"
        text, name = (condition.get("expression") or "").strip(), condition.get("name") or ""
        if not text:
            faults.append(required(f"{here}.expression"))
        else:
            faults += _expression_faults(text, has_params, BOOL, f"{here}.expression")
        if not name:
            faults.append(required(f"{here}.name"))
            continue
        faults += all_invalid(f"{here}.name", name, names.qualified_name(name))
        if name in known:
            faults.append(duplicate(f"{here}.name", name))
        known.append(name)
    return faults


def _variable_faults(variable: dict[str, Any], has_params: bool, path: str) -> Faults:
    faults: Faults = []
    name, text = variable.get("name") or "", variable.get("expression") or ""
    if not name.strip():
        faults.append(required(f"{path}.name", "name is not specified"))
    elif _IDENTIFIER.fullmatch(name) is None:
        faults.append(invalid(f"{path}.name", name, "name is not a valid CEL identifier"))
    if not text.strip():
        return [*faults, required(f"{path}.expression", "expression is not specified")]
    return faults + _expression_faults(text, has_params, ANY, f"{path}.expression")


def _validation_faults(validation: dict[str, Any], has_params: bool, path: str) -> Faults:
    faults: Faults = []
    text, expressed = validation.get("expression") or "", validation.get("messageExpression")
    if not text.strip():
        faults.append(required(f"{path}.expression", "expression is not specified"))
    else:
        faults += _expression_faults(text, has_params, BOOL, f"{path}.expression")
    where = f"{path}.messageExpression"
    if expressed and not expressed.strip():
        faults.append(invalid(where, expressed, "must be non-empty if specified"))
    elif expressed:
        faults += _expression_faults(expressed, has_params, STRING, where)
    message, reason = validation.get("message") or "", validation.get("reason")
    if message and not message.strip():
        detail = "message must be non-empty if specified"
        faults.append(invalid(f"{path}.message", message, detail))
    elif "\n" in message.strip() or "\r" in message.strip():
        detail = "message must not contain line breaks"
        faults.append(invalid(f"{path}.message", message, detail))
    if reason is not None and reason not in _REASONS:
        faults.append(not_supported(f"{path}.reason", reason, _REASONS))
    return faults


def _annotation_faults(annotations: list[dict[str, Any]], has_params: bool) -> Faults:
    faults: Faults = []
    known: list[str] = []
    for index, annotation in enumerate(annotations):
        path = f"spec.auditAnnotations[{index}]"
        key, text = annotation.get("key") or "", annotation.get("valueExpression") or ""
        if not key:
            faults.append(required(f"{path}.key"))
        if not text.strip():
            detail = "valueExpression is not specified"
            faults.append(required(f"{path}.valueExpression", detail))
        else:
            faults += _expression_faults(text, has_params, ANY, f"{path}.valueExpression")
        if key and key in known:
            faults.append(duplicate(f"{path}.key", key))
        known.append(key)
    return faults


def _expression_faults(text: str, has_params: bool, wanted: str, path: str) -> Faults:
    try:
        compiled(text, has_params, wanted)
    except ExpressionError as problem:
        said = str(problem)
        kind = "bool" if wanted == BOOL else "string"
        detail = f"must evaluate to {kind}" if " instead of " in said else said
        return [invalid(path, text, f"compilation failed: {detail}" if detail is said else detail)]
    return []


def _binding_faults(spec: dict[str, Any]) -> Faults:
    faults: Faults = []
    name, ref = spec.get("policyName") or "", spec.get("paramRef")
    if not name:
        faults.append(required("spec.policyName"))
    else:
        faults += all_invalid("spec.policyName", name, names.dns1123_subdomain(name))
    if ref is not None:
        faults += ref_faults(ref, "spec.paramRef")
    if spec.get("matchResources") is not None:
        faults += match_faults(spec["matchResources"], "spec.matchResources")
    return faults + _action_faults(spec.get("validationActions") or [])


def ref_faults(ref: dict[str, Any], path: str) -> Faults:
    """The faults of a reference to parameters."""
    faults: Faults = []
    name, selector = ref.get("name") or "", ref.get("selector")
    if name and selector is not None:
        detail = "name and selector are mutually exclusive"
        faults += [forbidden(f"{path}.{field}", detail) for field in ("name", "selector")]
    elif not name and selector is None:
        faults.append(required(path, "one of name or selector must be specified"))
    elif selector is not None:
        faults += validate_label_selector(selector, f"{path}.selector")
    action, where = ref.get("parameterNotFoundAction"), f"{path}.parameterNotFoundAction"
    if action is None:
        faults.append(required(where))
    elif action not in ("Allow", "Deny"):
        faults.append(not_supported(where, action, ("Deny", "Allow")))
    return faults


def _action_faults(actions: list[str]) -> Faults:
    faults: Faults = []
    path = "spec.validationActions"
    for index, action in enumerate(actions):
        if action not in _ACTIONS:
            faults.append(not_supported(f"{path}[{index}]", action, _ACTIONS))
        if action in actions[:index]:
            faults.append(duplicate(f"{path}[{index}]", action))
    if "Deny" in actions and "Warn" in actions:
        detail = (
            "must not contain both Deny and Warn (repeating the same validation failure "
            "information in the API response and headers serves no purpose)"
        )
        faults.append(invalid(path, actions, detail))
    if not actions:
        faults.append(required(path, "at least one validation action is required"))
    return faults
