"""``-o json``: what Go's json.MarshalIndent writes, four spaces a level."""

from __future__ import annotations

import json
from typing import Any

# Go escapes these inside strings so that JSON may stand in HTML and in JavaScript.
_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


def pretty(value: Any, sort: bool = True) -> str:
    """The value as indented JSON, ending with a line feed; its keys sorted, or as they come."""
    text = json.dumps(_plain(value), indent=4, sort_keys=sort, ensure_ascii=False)
    return escaped(text) + "\n"


def escaped(text: str) -> str:
    """JSON text with its strings as Go writes them."""
    return text.translate(_ESCAPES)


def _plain(value: Any) -> Any:
    """The value with whole floats as integers: Go writes 1 where Python writes 1.0."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    return value
