"""Custom objects as CEL sees them: names escaped, numbers and times of the types of their schema.

apiextensions-apiserver/pkg/apiserver/schema/cel/values.go, apiserver/pkg/cel/escaping.go
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from cluster_sim.world.kube.api import duration, timestamps
from cluster_sim.world.kube.api.custom.structural import Schema, item_schema, value_schema

_RESERVED: Final = (
    *("true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function"),
    *("if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while"),
)
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def view(value: Any, schema: Schema | None) -> Any:
    """The value with the fields of its schema under their CEL names."""
    if schema is None or value is None:
        return value
    if isinstance(value, dict):
        return _fields(value, schema)
    if isinstance(value, list):
        items = item_schema(schema)
        return [view(each, items) for each in value]
    if schema.get("type") == "number" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return _timed(value, schema.get("format")) if isinstance(value, str) else value


def _fields(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    properties, values = schema.get("properties") or {}, value_schema(schema)
    return {
        escaped(key) if key in properties else key: view(inner, properties.get(key, values))
        for key, inner in value.items()
    }


def _timed(text: str, form: str | None) -> Any:
    """A moment or a span for a text of such a format that can be read."""
    try:
        if form in ("date-time", "datetime"):
            return _EPOCH + timedelta(microseconds=timestamps.parse(text))
        if form == "date":
            return _EPOCH + timedelta(microseconds=timestamps.parse(f"{text}T00:00:00Z"))
        if form == "duration":
            return timedelta(microseconds=duration.parse(text))
    except ValueError:
        return text
    return text


@lru_cache(maxsize=4096)
def escaped(name: str) -> str:
    """The name of a field in an expression; names that are no identifiers cannot be written."""
    if name in _RESERVED:
        return f"__{name}__"
    if _IDENTIFIER.fullmatch(name) is None:
        return name
    marked = name.replace("__", "__underscores__")
    return marked.replace(".", "__dot__").replace("-", "__dash__").replace("/", "__slash__")
