"""Defaulting: fields of a custom object that its schema fills in.

apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from cluster_sim.world.kube.api.custom.structural import Schema, field_schema, item_schema

# Bytes of JSON that defaults may add to one object. A few lines of schema multiply what a list
# holds by any number; what goes beyond this stays as it was written.
_MOST_FILLED = 512 * 1024


def with_defaults(value: Any, schema: Schema | None) -> Any:
    """The value with every missing field that has a default, and defaults in place of nulls."""
    return _Filling().filled(value, schema)


@dataclass
class _Filling:
    left: int = _MOST_FILLED

    def filled(self, value: Any, schema: Schema | None) -> Any:
        if schema is None or self.left < 0:
            return value
        if isinstance(value, dict):
            return self._with_fields(value, schema)
        if isinstance(value, list):
            items = item_schema(schema)
            return [self.filled(self._in_place_of_null(each, items), items) for each in value]
        return value

    def _with_fields(self, value: dict[str, Any], schema: Schema) -> dict[str, Any]:
        filled = dict(value)
        for name, prop in (schema.get("properties") or {}).items():
            default = prop.get("default")
            if default is not None and (name not in filled or _is_wrong_null(filled[name], prop)):
                filled[name] = self._filled_in(default)
        for key, inner in filled.items():
            found = field_schema(schema, key)
            filled[key] = self.filled(self._in_place_of_null(inner, found), found)
        return filled

    def _in_place_of_null(self, value: Any, schema: Schema | None) -> Any:
        if schema and _is_wrong_null(value, schema):
            return self._filled_in(schema.get("default"))
        return value

    def _filled_in(self, default: Any) -> Any:
        self.left -= len(msgspec.json.encode(default))
        return default


def _is_wrong_null(value: Any, schema: Schema) -> bool:
    return value is None and not schema.get("nullable")
