"""The ways to fill in fields without touching the object they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]


def filled(obj: Fields, defaults: Fields) -> Fields:
    """``obj`` with each default whose field is absent or an empty text; itself if none is."""
    missing = {k: v for k, v in defaults.items() if obj.get(k) is None or obj[k] == ""}
    return {**obj, **missing} if missing else obj


def with_field(obj: Fields, field: str, change: Callable[[Any], Any]) -> Fields:
    """``obj`` with ``change`` done to a field, where there is one; itself if nothing changed."""
    old = obj.get(field)
    if old is None:
        return obj
    new = change(old)
    return obj if new is old else {**obj, field: new}


def with_each(obj: Fields, field: str, change: Callable[[Any], Any]) -> Fields:
    """``obj`` with ``change`` done to each element of the list in a field."""
    return with_field(obj, field, lambda items: each(items, change))


def each(items: list[Any], change: Callable[[Any], Any]) -> list[Any]:
    """The list with ``change`` done to each element; itself if none changed."""
    changed = [change(item) for item in items]
    same = all(new is old for new, old in zip(changed, items, strict=True))
    return items if same else changed
