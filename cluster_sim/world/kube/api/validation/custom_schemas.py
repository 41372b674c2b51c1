"""Validation of the ``openAPIV3Schema`` of a CustomResourceDefinition.

pkg/apis/apiextensions/validation/validation.go (ValidateCustomResourceDefinitionOpenAPISchema)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from cluster_sim.world.kube.api.custom.defaulting import with_defaults
from cluster_sim.world.kube.api.custom.pruning import prune
from cluster_sim.world.kube.api.custom.schema_faults import schema_faults
from cluster_sim.world.kube.api.custom.structural import (
    EMBEDDED,
    LIST_KEYS,
    LIST_TYPE,
    MAP_TYPE,
    META_FIELDS,
    PRESERVE,
    RULES,
    Schema,
    item_schema,
)
from cluster_sim.world.kube.api.validation.custom_rules import rule_faults
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.structural_schemas import structural_faults

_TYPES: Final = ("array", "boolean", "integer", "number", "object", "string")
_LIST_TYPES: Final = ("atomic", "set", "map")
_NOT_SUPPORTED: Final = (
    *("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"),
)
# Fields that may stand at the root next to a status of its own, in the words of the message.
_AT_ROOT: Final = (
    "[Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength "
    "MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties "
    "ExternalDocs Example XPreserveUnknownFields XValidations]"
)
_NOT_AT_ROOT: Final = (
    *("default", "enum", "maxProperties", "minProperties", "allOf", "oneOf", "anyOf", "not"),
    *("additionalProperties", "nullable", EMBEDDED, LIST_KEYS, LIST_TYPE, MAP_TYPE),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a schema stands: ``no_defaults`` says why it may hold no default; ``apart`` is the
    first place above whose old and new parts cannot be told to belong together.
    """

    no_defaults: str = ""
    in_meta: bool = False
    apart: str = ""


def validate_schema(schema: Schema, path: str, has_status: bool) -> Faults:
    """The faults of a whole schema; ``has_status``: the status is a sub-resource."""
    faults = _root_faults(schema, path, has_status)
    structural = structural_faults(schema, path)
    faults += structural
    if not structural:
        faults += _default_faults(schema, path)
    inner = _faults(schema, path, _Place(), root=True)
    rules = [] if faults or inner else _all_rules(schema, path, _Place())
    return faults + inner + rules


def _root_faults(schema: Schema, path: str, has_status: bool) -> Faults:
    faults: Faults = []
    if has_status and schema.get("type", "object") != "object":
        detail = (
            'only "object" is allowed as the type at the root of the schema if the status '
            "subresource is enabled"
        )
        faults.append(invalid(f"{path}.type", schema["type"], detail))
    elif has_status and any(schema.get(name) for name in _NOT_AT_ROOT):
        detail = (
            f"only {_AT_ROOT} fields are allowed at the root of the schema if the status "
            "subresource is enabled"
        )
        faults.append(invalid(path, schema, detail))
    if schema.get("nullable"):
        faults.append(forbidden(f"{path}.nullable", "nullable cannot be true at the root"))
    return faults


def _default_faults(schema: Schema, path: str) -> Faults:
    """Defaults that do not fit their own schema (schema/defaulting/validation.go)."""
    faults: Faults = []
    default = schema.get("default")
    if default is not None:
        where = f"{path}.default"
        filled = with_defaults(default, schema)
        if isinstance(filled, dict) and prune(filled, schema)[1]:
            faults.append(invalid(where, default, "must not have unknown fields"))
        faults += schema_faults(filled, schema, where)
    for name, prop in (schema.get("properties") or {}).items():
        faults += _default_faults(prop, f"{path}.properties[{name}]")
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            faults += _default_faults(schema[name], f"{path}.{name}")
    return faults


def _faults(schema: Schema, path: str, place: _Place, root: bool = False) -> Faults:
    faults = _own_faults(schema, path, place)
    values, properties = schema.get("additionalProperties"), schema.get("properties") or {}
    if values is not None and properties and values is not True:
        detail = "additionalProperties and properties are mutual exclusive"
        faults.append(forbidden(f"{path}.additionalProperties", detail))
    for name, inner, where in _inside(schema, path):
        faults += _faults(inner, where, _placed(schema, name, place, path, root))
    return faults + _list_faults(schema, path) + _map_faults(schema, path)


def _inside(schema: Schema, path: str) -> list[tuple[str, Schema, str]]:
    """The schemas inside: the name of a property or of the field, the schema, its path."""
    found: list[tuple[str, Any, str]] = [
        ("additionalProperties", schema.get("additionalProperties"), f"{path}.additionalProperties")
    ]
    for name, prop in sorted((schema.get("properties") or {}).items()):
        found.append((f".{name}", prop, f"{path}.properties[{name}]"))
    found.append(("not", schema.get("not"), f"{path}.not"))
    for name in ("allOf", "oneOf", "anyOf"):
        for index, each in enumerate(schema.get(name) or ()):
            found.append((name, each, f"{path}.{name}[{index}]"))
    found.append(("items", schema.get("items"), f"{path}.items"))
    return [(name, inner, where) for name, inner, where in found if isinstance(inner, dict)]


def _placed(schema: Schema, name: str, place: _Place, path: str, root: bool) -> _Place:
    if name == "additionalProperties" and place.in_meta:
        why = "inside additionalProperties applying to object metadata"
        return replace(place, no_defaults=why)
    if name == "items" and schema.get(LIST_TYPE) != "map" and not place.apart:
        return replace(place, apart=path)
    if not name.startswith("."):
        return place
    if schema.get(MAP_TYPE) == "atomic" and not place.apart:
        place = replace(place, apart=path)
    prop = name[1:]
    if prop in META_FIELDS and (root or schema.get(EMBEDDED)):
        place = replace(place, in_meta=True)
        if root:
            place = replace(place, no_defaults=f"in top-level {prop}")
    return place


def _own_faults(schema: Schema, path: str, place: _Place) -> Faults:
    faults: Faults = []
    kind = schema.get("type") or ""
    if kind and kind not in _TYPES and kind != "null":
        faults.append(not_supported(f"{path}.type", kind, _TYPES))
    if kind == "null":
        faults.append(not_supported(f"{path}.type", kind, _TYPES))
    if schema.get("default") is not None and place.no_defaults:
        detail = f"must not be set {place.no_defaults}"
        faults.append(forbidden(f"{path}.default", detail))
    for name in _NOT_SUPPORTED:
        if schema.get(name) not in (None, "", {}, []):
            faults.append(forbidden(f"{path}.{name}", f"{name} is not supported"))
    if kind == "null":
        detail = "type cannot be set to null, use nullable as an alternative"
        faults.append(forbidden(f"{path}.type", detail))
    if isinstance(schema.get("items"), list):
        detail = "items must be a schema object and not an array"
        faults.append(forbidden(f"{path}.items", detail))
    if place.in_meta and schema.get(EMBEDDED):
        faults.append(forbidden(f"{path}.{EMBEDDED}", "must not be used inside of resource meta"))
    if schema.get("uniqueItems"):
        detail = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
        faults.append(forbidden(f"{path}.uniqueItems", detail))
    if schema.get(PRESERVE) is False:
        faults.append(invalid(f"{path}.{PRESERVE}", False, "must be true or undefined"))
    return faults


def _map_faults(schema: Schema, path: str) -> Faults:
    kind = schema.get(MAP_TYPE)
    if kind is None:
        return []
    faults = _type_faults(schema, "object", MAP_TYPE, path)
    if kind not in ("atomic", "granular"):
        faults.append(not_supported(f"{path}.{MAP_TYPE}", kind, ("atomic", "granular")))
    return faults


def _type_faults(schema: Schema, wanted: str, because: str, path: str) -> Faults:
    kind, detail = schema.get("type") or "", f"must be {wanted} if {because} is specified"
    if kind == wanted:
        return []
    return [invalid(f"{path}.type", kind, detail) if kind else required(f"{path}.type", detail)]


def _list_faults(schema: Schema, path: str) -> Faults:
    kind, keys = schema.get(LIST_TYPE), schema.get(LIST_KEYS) or []
    faults: Faults = []
    if kind is not None:
        faults += _type_faults(schema, "array", LIST_TYPE, path)
        if kind == "set" and not faults:
            faults += _set_faults(schema, path)
        if kind not in _LIST_TYPES:
            faults.append(not_supported(f"{path}.{LIST_TYPE}", kind, _LIST_TYPES))
    if keys and kind != "map":
        detail = f"must be map if {LIST_KEYS} is non-empty"
        where = f"{path}.{LIST_TYPE}"
        faults.append(required(where, detail) if kind is None else invalid(where, kind, detail))
    if kind == "map":
        faults += _keyed_faults(schema, keys, path)
    items = item_schema(schema)
    if kind in ("set", "map") and items is not None and items.get("nullable"):
        detail = f"cannot be nullable when {LIST_TYPE} is {kind}"
        faults.append(forbidden(f"{path}.items.nullable", detail))
    return faults + (_key_faults(items, keys, path) if kind == "map" and items else [])


def _set_faults(schema: Schema, path: str) -> Faults:
    items = item_schema(schema) or {}
    detail = f"must be atomic as item of a list with {LIST_TYPE}=set"
    if items.get("type") == "array" and items.get(LIST_TYPE) not in (None, "atomic"):
        return [invalid(f"{path}.items.{LIST_TYPE}", items[LIST_TYPE], detail)]
    if items.get("type") == "object" and items.get(MAP_TYPE) != "atomic":
        return [invalid(f"{path}.items.{MAP_TYPE}", items.get(LIST_TYPE), detail)]
    return []


def _keyed_faults(schema: Schema, keys: list[str], path: str) -> Faults:
    faults: Faults = []
    if not keys:
        detail = f"must not be empty if {LIST_TYPE} is map"
        faults.append(required(f"{path}.{LIST_KEYS}", detail))
    items = schema.get("items")
    if items is None:
        detail = f"must have a schema if {LIST_TYPE} is map"
        return [*faults, required(f"{path}.items", detail)]
    if not isinstance(items, dict):
        return faults
    if items.get("type") != "object":
        detail = f"must be object if parent array's {LIST_TYPE} is map"
        return [*faults, invalid(f"{path}.items.type", items.get("type") or "", detail)]
    properties = items.get("properties") or {}
    for index, key in enumerate(keys):
        if key not in properties:
            detail = "entries must all be names of item properties"
            faults.append(invalid(f"{path}.{LIST_KEYS}", keys, detail))
        elif properties[key].get("type") in ("array", "object"):
            detail = f"must be a scalar type if parent array's {LIST_TYPE} is map"
            where = f"{path}.items.properties[{key}].type"
            faults.append(invalid(where, items["type"], detail))
        if key in keys[:index]:
            detail = "must not contain duplicate entries"
            faults.append(invalid(f"{path}.{LIST_KEYS}", keys, detail))
    return faults


def _key_faults(items: Schema, keys: list[str], path: str) -> Faults:
    faults: Faults = []
    for key in keys:
        prop = (items.get("properties") or {}).get(key)
        if prop is None:
            continue
        where = f"{path}.items.properties[{key}]"
        if key not in (items.get("required") or ()) and prop.get("default") is None:
            detail = (
                f"this property is in {LIST_KEYS}, so it must have a default or be a required "
                "property"
            )
            faults.append(required(f"{where}.default", detail))
        if prop.get("nullable"):
            detail = f"this property is in {LIST_KEYS}, so it cannot be nullable"
            faults.append(forbidden(f"{where}.nullable", detail))
    return faults


def _all_rules(schema: Schema, path: str, place: _Place, root: bool = True) -> Faults:
    """The faults of all rules; they are looked at when all else is well."""
    faults = rule_faults(schema.get(RULES) or (), schema, path, place.apart)
    for name, inner, where in _inside(schema, path):
        faults += _all_rules(inner, where, _placed(schema, name, place, path, root), root=False)
    return faults
