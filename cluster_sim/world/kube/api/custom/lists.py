"""Lists of type ``set`` and ``map``, and embedded resources, in custom objects.

apiextensions-apiserver/pkg/apiserver/schema/listtype/validation.go, objectmeta/validation.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.custom.structural import (
    EMBEDDED,
    LIST_KEYS,
    LIST_TYPE,
    Schema,
    field_schema,
    item_schema,
)
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    duplicate,
    invalid,
    required,
)


def list_faults(value: Any, schema: Schema | None, path: str = "") -> Faults:
    """Items that are there twice although their list is a set or a map of its keys."""
    if schema is None:
        return []
    faults: Faults = []
    if isinstance(value, dict):
        for key in sorted(value):
            faults += list_faults(value[key], field_schema(schema, key), _below(path, key))
    elif isinstance(value, list):
        kind = schema.get(LIST_TYPE)
        if kind == "set":
            faults += _twice(value, path)
        elif kind == "map":
            faults += _twice_by_keys(value, schema, path)
        for index, each in enumerate(value):
            faults += list_faults(each, item_schema(schema), f"{path}[{index}]")
    return faults


def embedded_faults(value: Any, schema: Schema | None, path: str = "", root: bool = True) -> Faults:
    """Embedded objects without apiVersion or kind."""
    if schema is None:
        return []
    faults: Faults = []
    if isinstance(value, dict):
        if schema.get(EMBEDDED) and not root:
            faults += _identity_faults(value, path)
        for key in sorted(value):
            inner = field_schema(schema, key)
            faults += embedded_faults(value[key], inner, _below(path, key), root=False)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            faults += embedded_faults(each, item_schema(schema), f"{path}[{index}]", root=False)
    return faults


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _twice(items: list[Any], path: str) -> Faults:
    faults: Faults = []
    seen: dict[str, None] = {}
    for index, each in enumerate(items):
        text = json_text(each)
        if text in seen:
            faults.append(duplicate(f"{path}[{index}]", each))
        seen[text] = None
    return faults


def _twice_by_keys(items: list[Any], schema: Schema, path: str) -> Faults:
    keys = schema.get(LIST_KEYS) or ()
    faults: Faults = []
    seen: dict[str, None] = {}
    for index, each in enumerate(items):
        if not isinstance(each, dict):
            detail = "must be an object for an array of list-type map"
            faults.append(invalid(f"{path}[{index}]", each, detail))
            continue
        chosen = {key: each[key] for key in keys if key in each}
        text = json_text(chosen)
        if text in seen:
            faults.append(duplicate(f"{path}[{index}]", chosen))
        seen[text] = None
    return faults


def _identity_faults(value: dict[str, Any], path: str) -> Faults:
    faults = [required(_below(path, key)) for key in ("apiVersion", "kind") if key not in value]
    for key in ("apiVersion", "kind"):
        if key in value and not isinstance(value[key], str):
            faults.append(invalid(_below(path, key), value[key], "must be a string"))
        elif value.get(key) == "":
            faults.append(invalid(_below(path, key), "", "must not be empty"))
    kind = value.get("kind")
    if isinstance(kind, str) and kind:
        wrong = names.dns1035_label(kind.lower())
        if wrong:
            detail = f"may have mixed case, but should otherwise match: {','.join(wrong)}"
            faults.append(invalid(_below(path, "kind"), kind, detail))
    return faults
