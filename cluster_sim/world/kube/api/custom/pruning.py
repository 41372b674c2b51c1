"""Pruning: fields that the schema of a custom kind does not know are taken away.

apiextensions-apiserver/pkg/apiserver/schema/pruning/algorithm.go, defaulting/prunenulls.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.custom.structural import (
    EMBEDDED,
    META_FIELDS,
    PRESERVE,
    Schema,
    allows_any_key,
    field_schema,
    item_schema,
    value_schema,
)

_NOTHING: Schema = {}


def prune(obj: dict[str, Any], schema: Schema) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The object without what the schema does not know, and the paths of that, sorted."""
    unknown: list[str] = []
    root = {**schema, EMBEDDED: True}
    pruned = _pruned(obj, root, "", unknown)
    return pruned, tuple(sorted(unknown))


def without_nulls(value: Any, schema: Schema | None) -> Any:
    """The value without the nulls that its schema neither allows nor replaces by a default."""
    if isinstance(value, dict):
        return {
            key: without_nulls(inner, field_schema(schema, key))
            for key, inner in value.items()
            if not (inner is None and _no_null(field_schema(schema, key)))
        }
    if isinstance(value, list):
        items = item_schema(schema or _NOTHING)
        return [without_nulls(inner, items) for inner in value]
    return value


def _no_null(schema: Schema | None) -> bool:
    return schema is not None and not schema.get("nullable") and schema.get("default") is None


def _pruned(value: Any, schema: Schema | None, path: str, unknown: list[str]) -> Any:
    known = schema if schema is not None else _NOTHING
    if isinstance(value, dict):
        return _pruned_map(value, known, path, unknown)
    if isinstance(value, list):
        items = item_schema(known)
        if known.get(PRESERVE) and items is None:
            return value
        return [
            _pruned(each, items, f"{path}[{index}]", unknown) for index, each in enumerate(value)
        ]
    return value


def _pruned_map(
    value: dict[str, Any], schema: Schema, path: str, unknown: list[str]
) -> dict[str, Any]:
    kept = {}
    properties = schema.get("properties") or {}
    for key, inner in value.items():
        here = f"{path}.{key}" if path else key
        if schema.get(EMBEDDED) and key in META_FIELDS:
            kept[key] = inner
        elif key in properties:
            kept[key] = _pruned(inner, properties[key], here, unknown)
        elif allows_any_key(schema):
            kept[key] = _pruned(inner, value_schema(schema), here, unknown)
        elif schema.get(PRESERVE):
            kept[key] = inner
        else:
            unknown.append(here)
    return kept
