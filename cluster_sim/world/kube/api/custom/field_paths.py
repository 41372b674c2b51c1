"""Paths of fields in a schema: ``.spec.replicas``, ``.spec['a.b'].c``.

apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go (ValidFieldPath)
"""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.kube.api.custom.structural import Schema, value_schema

_STEP: Final = re.compile(r"\.(?P<name>[^.\[\]']+)|\['(?P<key>(?:\\.|[^'\\])*)'\]")


class PathError(ValueError):
    """A path that leads to no field; the message says why."""


def follow(path: str, schema: Schema, arrays: bool = True) -> tuple[tuple[str, ...], Schema]:
    """The names on the path and the schema at its end. Raises PathError.

    ``arrays``: whether names may stand in brackets.
    """
    names: list[str] = []
    place = 0
    while place < len(path):
        step = _STEP.match(path, place)
        if step is None:
            raise PathError("does not refer to a valid field")
        if step["key"] is not None and not arrays:
            raise PathError("array notation is not allowed")
        name = step["name"] if step["name"] is not None else re.sub(r"\\(.)", r"\1", step["key"])
        schema = _step(schema, name, bracketed=step["key"] is not None)
        names.append(name)
        place = step.end()
    return tuple(names), schema


def _step(schema: Schema, name: str, bracketed: bool) -> Schema:
    properties = schema.get("properties") or {}
    found: Schema | None = properties.get(name)
    if found is None and bracketed and not properties:
        found = value_schema(schema)
    if found is None:
        raise PathError("does not refer to a valid field")
    return found
