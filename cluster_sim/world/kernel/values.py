"""Immutable plain data: a change makes a new value that shares what did not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Value = Any
Path = Sequence[str]


def lookup(value: Value, path: Path, default: Value = None) -> Value:
    """What lies at ``path`` in nested dicts, or ``default`` where the path ends early."""
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return default
        value = value[step]
    return value


def with_field(value: Mapping[str, Value], path: Path, new: Value) -> dict[str, Value]:
    """A copy of ``value`` with ``new`` at ``path``; dicts on the way are made where missing."""
    head, rest = path[0], path[1:]
    copy = dict(value)
    copy[head] = with_field(value.get(head) or {}, rest, new) if rest else new
    return copy


def without_field(value: Mapping[str, Value], path: Path) -> dict[str, Value]:
    """A copy of ``value`` without what lies at ``path``; the same content where nothing does."""
    head, rest = path[0], path[1:]
    copy = dict(value)
    if not rest:
        copy.pop(head, None)
    elif isinstance(value.get(head), Mapping):
        copy[head] = without_field(value[head], rest)
    return copy
