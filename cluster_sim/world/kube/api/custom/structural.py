"""Structural schemas: the parts of an ``openAPIV3Schema`` that say what an object is made of.

A schema is the plain value of the definition, read and checked when that was stored.
apiextensions-apiserver/pkg/apiserver/schema/structural.go
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

PRESERVE: Final = "x-kubernetes-preserve-unknown-fields"
EMBEDDED: Final = "x-kubernetes-embedded-resource"
INT_OR_STRING: Final = "x-kubernetes-int-or-string"
LIST_TYPE: Final = "x-kubernetes-list-type"
LIST_KEYS: Final = "x-kubernetes-list-map-keys"
MAP_TYPE: Final = "x-kubernetes-map-type"
RULES: Final = "x-kubernetes-validations"
META_FIELDS: Final = ("apiVersion", "kind", "metadata")


def value_schema(schema: Schema) -> Schema | None:
    """The schema of the values of a map, None when it has none."""
    found = schema.get("additionalProperties")
    return found if isinstance(found, dict) else None


def allows_any_key(schema: Schema) -> bool:
    """Whether a map may have keys of any name."""
    found = schema.get("additionalProperties")
    return isinstance(found, dict) or found is True


def item_schema(schema: Schema) -> Schema | None:
    """The schema of the items of a list."""
    found = schema.get("items")
    return found if isinstance(found, dict) else None


def field_schema(schema: Schema | None, key: str) -> Schema | None:
    """The schema of what is under a key, by its name or as the value of a map."""
    if schema is None:
        return None
    found: Schema | None = (schema.get("properties") or {}).get(key)
    return found if found is not None else value_schema(schema)
