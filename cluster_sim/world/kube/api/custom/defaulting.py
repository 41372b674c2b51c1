"""Defaulting: fields of a custom object that its schema fills in.

apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.custom.structural import Schema, field_schema, item_schema


def with_defaults(value: Any, schema: Schema | None) -> Any:
    """The value with every missing field that has a default, and defaults in place of nulls."""
    if schema is None:
        return value
    if isinstance(value, dict):
        return _with_fields(value, schema)
    if isinstance(value, list):
        items = item_schema(schema)
        return [with_defaults(_in_place_of_null(each, items), items) for each in value]
    return value


def _with_fields(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    filled = dict(value)
    for name, prop in (schema.get("properties") or {}).items():
        default = prop.get("default")
        if default is not None and (name not in filled or _is_wrong_null(filled[name], prop)):
            filled[name] = default
    for key, inner in filled.items():
        found = field_schema(schema, key)
        filled[key] = with_defaults(_in_place_of_null(inner, found), found)
    return filled


def _in_place_of_null(value: Any, schema: Schema | None) -> Any:
    return schema.get("default") if schema and _is_wrong_null(value, schema) else value


def _is_wrong_null(value: Any, schema: Schema) -> bool:
    return value is None and not schema.get("nullable")
