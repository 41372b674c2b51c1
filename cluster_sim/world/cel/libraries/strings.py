"""Strings: the functions of cel-go/ext/strings.go, with a bound on what they may make."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.cel.libraries.formatting import formatted
from cluster_sim.world.cel.libraries.lists import INDEX, LAST_INDEX
from cluster_sim.world.cel.library import INT, LIST, STRING, Form, Library, function

# In each turn of a loop; the library allows 10,000 turns.
_LARGEST = 10_000
_UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _bounded(size: int) -> None:
    if size > _LARGEST:
        raise ValueError("operation cancelled: actual cost limit exceeded")


def _char_at(text: str, place: int) -> str:
    if not 0 <= place <= len(text):
        raise ValueError(f"index out of range: {place}")
    return text[place : place + 1]


def _index(text: str, part: str, start: int = 0) -> int:
    if not 0 <= start <= len(text):
        raise ValueError(f"index out of range: {start}")
    return text.find(part, start)


def _last_index(text: str, part: str, start: int | None = None) -> int:
    if start is None:
        return text.rfind(part)
    if not 0 <= start <= len(text):
        raise ValueError(f"index out of range: {start}")
    return text.rfind(part, 0, start + len(part))


def _join(items: list[Any], separator: str = "") -> str:
    if not all(isinstance(each, str) for each in items):
        raise ValueError("no such overload")
    _bounded(sum(map(len, items)) + len(separator) * len(items))
    return separator.join(items)


def _replace(text: str, old: str, new: str, most: int = -1) -> str:
    found = text.count(old) if most < 0 else min(most, text.count(old))
    _bounded(len(text) + found * len(new))
    return text.replace(old, new, most)


def _split(text: str, separator: str, most: int = -1) -> list[str]:
    if most == 0:
        return []
    if separator == "":
        parts = list(text)
        kept = parts if most < 0 else [*parts[: most - 1], "".join(parts[most - 1 :])]
        return [part for part in kept if part]
    return text.split(separator, -1 if most < 0 else most - 1)


def _substring(text: str, start: int, end: int | None = None) -> str:
    last = len(text) if end is None else end
    if not 0 <= start <= len(text):
        raise ValueError(f"index out of range: {start}")
    if not 0 <= last <= len(text):
        raise ValueError(f"index out of range: {last}")
    if start > last:
        raise ValueError(f"invalid substring range. start: {start}, end: {last}")
    return text[start:last]


def _format(text: str, items: list[Any]) -> str:
    made = formatted(text, items)
    _bounded(len(made))
    return made


LIBRARY = Library(
    "strings",
    (
        function("charAt", Form([STRING, INT], STRING, _char_at)),
        function(
            "indexOf",
            Form([STRING, STRING], INT, _index),
            Form([STRING, STRING, INT], INT, _index),
            *INDEX,
        ),
        function(
            "lastIndexOf",
            Form([STRING, STRING], INT, _last_index),
            Form([STRING, STRING, INT], INT, _last_index),
            *LAST_INDEX,
        ),
        function("join", Form([LIST], STRING, _join), Form([LIST, STRING], STRING, _join)),
        function("lowerAscii", Form([STRING], STRING, lambda text: text.translate(_LOWER))),
        function("upperAscii", Form([STRING], STRING, lambda text: text.translate(_UPPER))),
        function("reverse", Form([STRING], STRING, lambda text: text[::-1])),
        function(
            "replace",
            Form([STRING, STRING, STRING], STRING, _replace),
            Form([STRING, STRING, STRING, INT], STRING, _replace),
        ),
        function(
            "split", Form([STRING, STRING], LIST, _split), Form([STRING, STRING, INT], LIST, _split)
        ),
        function(
            "substring",
            Form([STRING, INT], STRING, _substring),
            Form([STRING, INT, INT], STRING, _substring),
        ),
        function("trim", Form([STRING], STRING, lambda text: text.strip())),
        function("format", Form([STRING, LIST], STRING, _format)),
    ),
)
