"""Lists: ``isSorted``, ``sum``, ``min``, ``max``, ``indexOf``, ``lastIndexOf``.

apiserver/pkg/cel/library/lists.go
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from cluster_sim.world.cel.library import BOOL, DYN, EVERY_TYPE, INT, LIST, Form, Library, function


def _is_sorted(items: list[Any]) -> bool:
    _check_comparable(items)
    return all(one <= two for one, two in pairwise(items))


def _sum(items: list[Any]) -> Any:
    if any(isinstance(each, str | bool) for each in items):
        raise ValueError("no such overload")
    return sum(items)


def _least(items: list[Any]) -> Any:
    _check_comparable(items)
    if not items:
        raise ValueError("min called on empty list")
    return min(items)


def _most(items: list[Any]) -> Any:
    _check_comparable(items)
    if not items:
        raise ValueError("max called on empty list")
    return max(items)


def _check_comparable(items: list[Any]) -> None:
    texts = sum(isinstance(each, str) for each in items)
    odd = any(isinstance(each, dict | list) or each is None for each in items)
    if odd or (texts and texts != len(items)):
        raise ValueError("no such overload")


def _index(items: list[Any], wanted: Any) -> int:
    return next((place for place, each in enumerate(items) if _same(each, wanted)), -1)


def _last_index(items: list[Any], wanted: Any) -> int:
    places = [place for place, each in enumerate(items) if _same(each, wanted)]
    return places[-1] if places else -1


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


# Functions of lists and of strings alike are declared once, in strings.py.
INDEX = tuple(Form([LIST, kind], INT, _index) for kind in EVERY_TYPE)
LAST_INDEX = tuple(Form([LIST, kind], INT, _last_index) for kind in EVERY_TYPE)
LIBRARY = Library(
    "lists",
    (
        function("isSorted", Form([LIST], BOOL, _is_sorted)),
        function("sum", Form([LIST], DYN, _sum)),
        function("min", Form([LIST], DYN, _least)),
        function("max", Form([LIST], DYN, _most)),
    ),
)
