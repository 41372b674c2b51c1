"""What an expression may cost: known from its text and the size of its data alone.

The real API server counts the steps of an evaluation and stops at a budget
(apiserver/pkg/apis/cel/config.go). The library counts the turns of loops; what is left to
bound is how long texts and lists can grow, by ``+`` and by loops around it, and how much is
read again in each turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 10_000
# Sizes are counted in characters and values together.
_LARGEST_RESULT: Final = 50_000_000
_LARGEST_LOOPED: Final = 300_000
_LARGEST_READ: Final = 4_000_000
_DEEPEST: Final = 256
_TEXT: Final = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL
)
_LOOP: Final = re.compile(
    r"\.\s*(?:all|exists|exists_one|map|filter|transformList|transformMap)\s*\("
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How often an expression loops, and joins with ``+``."""

    loops: int
    joins: int


def shape(text: str) -> Shape:
    """The shape of an expression, from its words."""
    bare = _TEXT.sub("''", text)
    return Shape(len(_LOOP.findall(bare)), bare.count("+"))


def affordable(shape: Shape, values: dict[str, Any]) -> bool:
    """Whether an expression of that shape may read those values."""
    if not shape.loops and shape.joins < 2:
        return True
    size = _size(values, _LARGEST_READ)
    if shape.loops and size > _LARGEST_LOOPED:
        return False
    return bool(size * (shape.joins + 1) ** (shape.loops + 1) <= _LARGEST_RESULT)


def _size(value: Any, most: int) -> int:
    """Characters and values in a tree; something above ``most`` when there are more."""
    size, left = 0, [(value, 0)]
    while left and size <= most:
        found, depth = left.pop()
        if depth > _DEEPEST:
            return most + 1
        size += 1 + (len(found) if isinstance(found, str | bytes) else 0)
        if isinstance(found, dict):
            size += sum(len(key) for key in found if isinstance(key, str))
            left.extend((inner, depth + 1) for inner in found.values())
        elif isinstance(found, list | tuple):
            left.extend((inner, depth + 1) for inner in found)
    return size
