"""Validation of what one version of a custom kind has besides its schema.

pkg/apis/apiextensions/validation/validation.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.custom.field_paths import PathError, follow
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    duplicate,
    invalid,
    required,
    too_many,
)

_COLUMN_TYPES: Final = ("boolean", "date", "integer", "number", "string")
_COLUMN_FORMATS: Final = (
    *("byte", "date", "date-time", "double", "float", "int32", "int64", "password"),
)
_MOST_SELECTABLE: Final = 8


def deprecation_faults(version: Object, path: str) -> Faults:
    """The faults of the words about a deprecated version."""
    warning, where = version.get("deprecationWarning"), f"{path}.deprecationWarning"
    if warning is None:
        return []
    if not version.get("deprecated"):
        return [invalid(where, warning, "can only be set for deprecated versions")]
    if not warning:
        return [invalid(where, warning, "must not be an empty string")]
    long = len(warning.encode()) > 256
    return [invalid(where, warning, "must be <= 256 characters long")] if long else []


def subresource_faults(version: Object, path: str) -> Faults:
    """The faults of the paths of ``scale``."""
    scale = (version.get("subresources") or {}).get("scale")
    if scale is None:
        return []
    faults: Faults = []
    for field, root in (("specReplicasPath", ".spec."), ("statusReplicasPath", ".status.")):
        text, where = scale.get(field) or "", f"{path}.scale.{field}"
        wrong = _simple_path(text, where)
        if not text:
            faults.append(required(where))
        elif wrong is not None:
            faults.append(wrong)
        elif not text.startswith(root):
            faults.append(invalid(where, text, f"should be a json path under {root[:-1]}"))
    selector = scale.get("labelSelectorPath") or ""
    where = f"{path}.scale.labelSelectorPath"
    wrong = _simple_path(selector, where) if selector else None
    if wrong is not None:
        faults.append(wrong)
    elif selector and not selector.startswith((".spec.", ".status.")):
        faults.append(
            invalid(where, selector, "should be a json path under either .spec or .status")
        )
    return faults


def _simple_path(text: str, path: str) -> FieldError | None:
    if text and not text.startswith("."):
        return invalid(path, text, "must be a simple json path starting with .")
    return None


def columns_faults(version: Object, path: str) -> Faults:
    """The faults of the columns of its table."""
    faults: Faults = []
    for index, column in enumerate(version.get("additionalPrinterColumns") or ()):
        faults += _column_faults(column, f"{path}.additionalPrinterColumns[{index}]")
    return faults


def _column_faults(column: Object, path: str) -> Faults:
    faults: Faults = []
    kind, form, text = (column.get(field) or "" for field in ("type", "format", "jsonPath"))
    types = f"must be one of {','.join(_COLUMN_TYPES)}"
    if not column.get("name"):
        faults.append(required(f"{path}.name"))
    if not kind:
        faults.append(required(f"{path}.type", types))
    elif kind not in _COLUMN_TYPES:
        faults.append(invalid(f"{path}.type", kind, types))
    if form and form not in _COLUMN_FORMATS:
        detail = f"must be one of {','.join(_COLUMN_FORMATS)}"
        faults.append(invalid(f"{path}.format", form, detail))
    if not text:
        return [*faults, required(f"{path}.JSONPath")]
    wrong = _simple_path(text, f"{path}.JSONPath")
    return faults if wrong is None else [*faults, wrong]


def selectable_faults(version: Object, path: str) -> Faults:
    """The faults of the fields that objects may be selected by."""
    faults: Faults = []
    schema = (version.get("schema") or {}).get("openAPIV3Schema") or {}
    seen: dict[tuple[str, ...], None] = {}
    for index, each in enumerate(version.get("selectableFields") or ()):
        text, where = each.get("jsonPath") or "", f"{path}[{index}].jsonPath"
        if not text:
            faults.append(required(where))
            continue
        try:
            found, target = follow(text, schema, arrays=False)
        except PathError as problem:
            faults.append(invalid(where, text, f"is an invalid path: {problem}"))
            continue
        if found[:1] == ("metadata",):
            faults.append(invalid(where, text, "must not point to fields in metadata"))
        if target.get("type") not in ("string", "boolean", "integer"):
            detail = (
                "must point to a field of type string, boolean or integer. Enum string fields and "
                "strings with formats are allowed."
            )
            faults.append(invalid(where, text, detail))
        if found in seen:
            faults.append(duplicate(where, text))
        seen[found] = None
    if len(seen) > _MOST_SELECTABLE:
        faults.append(too_many(path, len(seen), _MOST_SELECTABLE))
    return faults
