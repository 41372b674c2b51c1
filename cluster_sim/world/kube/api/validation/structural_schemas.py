"""Whether a schema is structural: every part says of what type it is, logic adds only values.

apiextensions-apiserver/pkg/apiserver/schema/validation.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.custom import patterns
from cluster_sim.world.kube.api.custom.structural import (
    EMBEDDED,
    INT_OR_STRING,
    LIST_KEYS,
    LIST_TYPE,
    MAP_TYPE,
    PRESERVE,
    RULES,
    Schema,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    invalid,
    required,
)

_ROOT, _ITEM, _FIELD = "at the root", "for specified array items", "for specified object fields"
_INT_OR_STRING: Final = [{"type": "integer"}, {"type": "string"}]
# What a schema inside allOf, anyOf, oneOf or not must leave to the schema outside.
_FORBIDDEN_INSIDE: Final = (
    ("type", "must be empty to be structural"),
    ("additionalProperties", "must be undefined to be structural"),
    ("default", "must be undefined to be structural"),
    ("title", "must be empty to be structural"),
    ("description", "must be empty to be structural"),
    ("nullable", "must be false to be structural"),
    (PRESERVE, "must be false to be structural"),
    (EMBEDDED, "must be false to be structural"),
    (INT_OR_STRING, "must be false to be structural"),
    (LIST_KEYS, "must be empty to be structural"),
    (LIST_TYPE, "must be undefined to be structural"),
    (MAP_TYPE, "must be undefined to be structural"),
)


def structural_faults(schema: Schema, path: str) -> Faults:
    """What keeps the schema from being structural, sorted by its text."""
    faults = _invariants(schema, _ROOT, path)
    return sorted(faults + _incomplete(schema, path), key=str)


def _invariants(schema: Schema, level: str, path: str) -> Faults:
    faults: Faults = []
    items, values = schema.get("items"), schema.get("additionalProperties")
    if schema.get("type") == "array" and items is None:
        faults.append(required(f"{path}.items", "must be specified"))
    if isinstance(items, dict):
        faults += _invariants(items, _ITEM, f"{path}.items")
    for name, prop in (schema.get("properties") or {}).items():
        faults += _invariants(prop, _FIELD, f"{path}.properties[{name}]")
    if values is not None and level == _ROOT:
        faults.append(forbidden(f"{path}.additionalProperties", "must not be used at the root"))
    if isinstance(values, dict):
        faults += _invariants(values, _FIELD, f"{path}.additionalProperties")
    faults += _extension_faults(schema, path) + _logic_faults(schema, path)
    faults += _type_faults(schema, level, path) + _meta_faults(schema, level, path)
    return faults


def _extension_faults(schema: Schema, path: str) -> Faults:
    if not schema.get(INT_OR_STRING):
        return []
    detail = f"must be false if {INT_OR_STRING} is true"
    return [
        invalid(f"{path}.{name}", True, detail) for name in (PRESERVE, EMBEDDED) if schema.get(name)
    ]


def _type_faults(schema: Schema, level: str, path: str) -> Faults:
    kind, embedded = schema.get("type") or "", schema.get(EMBEDDED)
    faults: Faults = []
    if embedded and kind != "object":
        detail = f"must be object if {EMBEDDED} is true"
        where = f"{path}.type"
        faults.append(invalid(where, kind, detail) if kind else required(where, detail))
    elif not kind and not schema.get(INT_OR_STRING) and not schema.get(PRESERVE):
        faults.append(required(f"{path}.type", f"must not be empty {level}"))
    if embedded and schema.get("additionalProperties") is not None:
        detail = f"must not be used if {EMBEDDED} is set"
        faults.append(forbidden(f"{path}.additionalProperties", detail))
    if level == _ROOT and kind and kind != "object":
        faults.append(invalid(f"{path}.type", kind, "must be object at the root"))
    if embedded and not schema.get(PRESERVE) and not schema.get("properties"):
        detail = f"must not be empty if {EMBEDDED} is true without {PRESERVE}"
        faults.append(required(f"{path}.properties", detail))
    return faults


def _meta_faults(schema: Schema, level: str, path: str) -> Faults:
    if level != _ROOT and not schema.get(EMBEDDED):
        return []
    faults: Faults = []
    properties = schema.get("properties") or {}
    for name in ("kind", "apiVersion"):
        kind = (properties.get(name) or {"type": "string"}).get("type", "")
        if kind != "string":
            faults.append(invalid(f"{path}.properties[{name}].type", kind, "must be string"))
    meta = properties.get("metadata")
    if meta is not None:
        where = f"{path}.properties[metadata]"
        if meta.get("type") != "object":
            faults.append(invalid(f"{where}.type", meta.get("type", ""), "must be object"))
        if level == _ROOT and _says_more(meta):
            detail = (
                "must not specify anything other than name and generateName, but metadata is "
                "implicitly specified"
            )
            faults.append(forbidden(where, detail))
    return faults


def _says_more(meta: Schema) -> bool:
    named = all(name in ("name", "generateName") for name in meta.get("properties") or {})
    return not named or any(key not in ("type", "properties", "default") for key in meta)


def _logic_faults(schema: Schema, path: str) -> Faults:
    """Faults in allOf, anyOf, oneOf, not, and in the pattern."""
    faults: Faults = []
    any_of = schema.get("anyOf") or []
    if any_of != _INT_OR_STRING:
        faults += _each(any_of, f"{path}.anyOf")
    for index, each in enumerate(schema.get("allOf") or ()):
        where = f"{path}.allOf[{index}]"
        skips = index == 0 and each.get("anyOf") == _INT_OR_STRING
        faults += _nested({**each, "anyOf": []} if skips else each, where, rules=True)
    faults += _each(schema.get("oneOf") or [], f"{path}.oneOf")
    if isinstance(schema.get("not"), dict):
        faults += _nested(schema["not"], f"{path}.not")
    pattern = schema.get("pattern")
    why = patterns.fault(pattern) if pattern else ""
    if why:
        detail = f"must be a valid regular expression, but isn't: error parsing regexp: {why}"
        faults.append(invalid(f"{path}.pattern", pattern, detail))
    return faults


def _each(schemas: list[Schema], path: str) -> Faults:
    found = (_nested(each, f"{path}[{index}]") for index, each in enumerate(schemas))
    return [fault for faults in found for fault in faults]


def _nested(schema: Schema, path: str, rules: bool = False) -> Faults:
    faults = _logic_faults(schema, path)
    if isinstance(schema.get("items"), dict):
        faults += _nested(schema["items"], f"{path}.items", rules)
    properties = schema.get("properties") or {}
    for name, prop in properties.items():
        faults += _nested(prop, f"{path}.properties[{name}]", rules)
    for name, detail in _FORBIDDEN_INSIDE:
        if schema.get(name):
            faults.append(forbidden(f"{path}.{name}", detail))
    if schema.get(RULES) and not rules:
        faults.append(forbidden(f"{path}.{RULES}", "must be empty to be structural"))
    if "metadata" in properties:
        detail = "must not be specified in a nested context"
        faults.append(forbidden(f"{path}.properties[metadata]", detail))
    return faults


def _incomplete(schema: Schema, path: str) -> Faults:
    """Fields that only the logic at the root speaks of (complete.go)."""
    faults: Faults = []
    for where, inner in _alternatives(schema):
        faults += _missing(schema, inner, path, f"{path}.{where}")
    return faults


def _alternatives(schema: Schema) -> list[tuple[str, Schema]]:
    found = [
        (f"{name}[{index}]", each)
        for name in ("allOf", "anyOf", "oneOf")
        for index, each in enumerate(schema.get(name) or ())
    ]
    if isinstance(schema.get("not"), dict):
        found.append(("not", schema["not"]))
    return found


def _missing(outer: Schema | None, inner: Schema, path: str, where: str) -> Faults:
    faults: Faults = []
    detail = f"because it is defined in {where}"
    for name, prop in (inner.get("properties") or {}).items():
        found: Any = ((outer or {}).get("properties") or {}).get(name)
        here = f"{path}.properties[{name}]"
        if found is None:
            faults.append(required(here, f"{detail}.properties[{name}]"))
        else:
            faults += _missing(found, prop, here, f"{where}.properties[{name}]")
    if isinstance(inner.get("items"), dict):
        items = (outer or {}).get("items")
        if not isinstance(items, dict):
            faults.append(required(f"{path}.items", f"{detail}.items"))
        else:
            faults += _missing(items, inner["items"], f"{path}.items", f"{where}.items")
    for each_where, each in _alternatives(inner):
        faults += _missing(outer, each, path, f"{where}.{each_where}")
    return faults
