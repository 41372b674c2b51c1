"""JSON on one line, keys in order, as Go's encoder writes it."""

from __future__ import annotations

import json
from typing import Any

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def compact(value: Any) -> str:
    """The text of a plain value; ``<``, ``>`` and ``&`` are escaped as for HTML."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for letter, escape in _ESCAPES.items():
        text = text.replace(letter, escape)
    return text
