"""Lists as sets: ``contains``, ``equivalent`` and ``intersects`` (cel-go/ext/sets.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.cel.library import BOOL, LIST, Form, Library, function

_MOST = 1_000_000


def _contains(one: list[Any], other: list[Any]) -> bool:
    if len(one) * len(other) > _MOST:
        raise ValueError("operation cancelled: actual cost limit exceeded")
    return all(each in one for each in other)


def _equivalent(one: list[Any], other: list[Any]) -> bool:
    return _contains(one, other) and _contains(other, one)


def _intersects(one: list[Any], other: list[Any]) -> bool:
    if len(one) * len(other) > _MOST:
        raise ValueError("operation cancelled: actual cost limit exceeded")
    return any(each in one for each in other)


LIBRARY = Library(
    "sets",
    (
        function("sets.contains", Form([LIST, LIST], BOOL, _contains, member=False)),
        function("sets.equivalent", Form([LIST, LIST], BOOL, _equivalent, member=False)),
        function("sets.intersects", Form([LIST, LIST], BOOL, _intersects, member=False)),
    ),
)
