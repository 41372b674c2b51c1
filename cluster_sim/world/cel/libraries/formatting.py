"""``"%s is %d".format([…])`` (cel-go/ext/formatting.go)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

_CLAUSE: Final = re.compile(r"%(?:%|(?:\.(\d{1,2}))?([a-zA-Z]))")
_PRECISION: Final = 6


def formatted(text: str, items: list[Any]) -> str:
    """The text with its clauses filled in. Raises ValueError for what does not fit."""
    left = iter(enumerate(items))

    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        place, item = next(left, (len(items), None))
        if place >= len(items):
            raise ValueError(f"index {place} out of range")
        write = _CLAUSES.get(found[2])
        if write is None:
            raise ValueError(
                f'could not parse formatting clause: unrecognized formatting clause "{found[2]}"'
            )
        return write(item, int(found[1]) if found[1] else _PRECISION)

    return _CLAUSE.sub(fill, text)


def _text(item: Any, precision: int) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if item is None:
        return "null"
    if isinstance(item, list):
        return "[" + ", ".join(_text(each, precision) for each in item) + "]"
    if isinstance(item, dict):
        pairs = sorted((_text(key, precision), value) for key, value in item.items())
        return "{" + ", ".join(f"{key}: {_text(value, precision)}" for key, value in pairs) + "}"
    if isinstance(item, float) and item.is_integer() and abs(item) < 1e15:
        return str(int(item))
    return str(item)


def _whole(item: Any) -> int:
    if isinstance(item, bool) or not isinstance(item, int):
        raise ValueError("decimal clause can only be used on integers")
    return item


def _decimal(item: Any, precision: int) -> str:
    return str(_whole(item))


def _fixed(item: Any, precision: int) -> str:
    return f"{_number(item):.{precision}f}"


def _scientific(item: Any, precision: int) -> str:
    return f"{_number(item):.{precision}e}"


def _number(item: Any) -> float:
    if isinstance(item, bool) or not isinstance(item, int | float):
        raise ValueError("fixed-point clause can only be used on doubles")
    return float(item)


def _binary(item: Any, precision: int) -> str:
    return f"{int(item) if isinstance(item, bool) else _whole(item):b}"


def _octal(item: Any, precision: int) -> str:
    return f"{_whole(item):o}"


def _hex(item: Any, precision: int) -> str:
    return item.encode().hex() if isinstance(item, str) else f"{_whole(item):x}"


def _upper_hex(item: Any, precision: int) -> str:
    return _hex(item, precision).upper()


_CLAUSES: Final[dict[str, Callable[[Any, int], str]]] = {
    "s": _text,
    "d": _decimal,
    "f": _fixed,
    "e": _scientific,
    "b": _binary,
    "o": _octal,
    "x": _hex,
    "X": _upper_hex,
}
