"""The functions of jq that are known here, by name and number of arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from cluster_sim.world.shell.commands.jq_parser import Tree
from cluster_sim.world.shell.commands.jq_values import (
    Evaluation,
    ValueFault,
    kind_of,
    text_of,
    told,
    truth,
)

Function = Callable[..., Iterator[Any]]


def _plain(made: Callable[[Any], Any]) -> Function:
    """A function of the value alone."""

    def function(run: Evaluation, value: Any) -> Iterator[Any]:
        run.spend(len(value) // 8 if isinstance(value, str | list | dict) else 1)
        yield made(value)

    return function


def _with(made: Callable[[Any, Any], Any]) -> Function:
    """A function of the value and of each value of its argument."""

    def function(run: Evaluation, value: Any, argument: Tree) -> Iterator[Any]:
        for each in run.run(argument, value):
            yield made(value, each)

    return function


def _array(value: Any, word: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueFault(f"{told(value)} cannot be {word}, as it is not an array")
    return value


def _each(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    if not isinstance(value, list):
        raise ValueFault(f"Cannot iterate over {told(value)}")
    return value


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return sorted(value)
    if isinstance(value, list):
        return list(range(len(value)))
    raise ValueFault(f"{told(value)} has no keys")


def _length(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueFault(f"{told(value)} has no length")
    if value is None:
        return 0
    return abs(value) if isinstance(value, int | float) else len(value)


def _has(value: Any, key: Any) -> bool:
    if isinstance(value, dict) and isinstance(key, str):
        return key in value
    if isinstance(value, list) and kind_of(key) == "number":
        return 0 <= int(key) < len(value)
    raise ValueFault(f"Cannot check whether {kind_of(value)} has a {kind_of(key)} key")


def _number(value: Any) -> Any:
    if kind_of(value) == "number":
        return value
    try:
        number = float(value[:40]) if isinstance(value, str) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueFault(f"{told(value)} cannot be parsed as a number")
    return int(number) if number.is_integer() else number


def _join(value: Any, between: Any) -> str:
    found = _array(value, "joined")
    if not isinstance(between, str) or any(isinstance(each, list | dict) for each in found):
        raise ValueFault(f"{told(value)} and {told(between)} cannot be added")
    words = ["" if each is None else each for each in found]
    return between.join(each if isinstance(each, str) else text_of(each) for each in words)


def _texts(word: str, made: Callable[[str, str], Any]) -> Function:
    def checked(value: Any, other: Any) -> Any:
        if not (isinstance(value, str) and isinstance(other, str)):
            raise ValueFault(f"{word}() requires string inputs")
        return made(value, other)

    return _with(checked)


def _contains(value: Any, other: Any) -> bool:
    if isinstance(value, dict) and isinstance(other, dict):
        return all(key in value and _contains(value[key], each) for key, each in other.items())
    if isinstance(value, list) and isinstance(other, list):
        return all(any(_may(one, each) for one in value) for each in other)
    if isinstance(value, str) and isinstance(other, str):
        return other in value
    if kind_of(value) == kind_of(other):
        return bool(value == other)
    raise ValueFault(f"{told(value)} and {told(other)} cannot have their containment checked")


def _may(one: Any, other: Any) -> bool:
    return kind_of(one) == kind_of(other) and _contains(one, other)


def _contained(run: Evaluation, value: Any, argument: Tree) -> Iterator[Any]:
    for each in run.run(argument, value):
        run.spend(len(run.text(value)) * len(run.text(each)) // 1024)
        yield _contains(value, each)


def _tostring(run: Evaluation, value: Any) -> Iterator[Any]:
    yield value if isinstance(value, str) else run.text(value)


def _select(run: Evaluation, value: Any, condition: Tree) -> Iterator[Any]:
    for each in run.run(condition, value):
        if truth(each):
            yield value


def _map(run: Evaluation, value: Any, tree: Tree) -> Iterator[Any]:
    yield [made for each in _each(value) for made in run.run(tree, each)]


def _add(run: Evaluation, value: Any) -> Iterator[Any]:
    total = None
    for each in _each(value):
        total = run.reckoned("+", total, each)
    yield total


def _empty(run: Evaluation, value: Any) -> Iterator[Any]:
    yield from ()


def _sorted(run: Evaluation, value: Any, tree: Tree) -> list[tuple[Any, Any]]:
    found = _array(value, "sorted")
    run.spend(len(found))
    keyed = [(run.rank(list(run.run(tree, each))), each) for each in found]
    return sorted(keyed, key=lambda pair: pair[0])


def _sort_by(run: Evaluation, value: Any, tree: Tree) -> Iterator[Any]:
    yield [each for _, each in _sorted(run, value, tree)]


def _group_by(run: Evaluation, value: Any, tree: Tree) -> Iterator[Any]:
    groups = groupby(_sorted(run, value, tree), key=lambda pair: pair[0])
    yield [[each for _, each in group] for _, group in groups]


def _unique_by(run: Evaluation, value: Any, tree: Tree) -> Iterator[Any]:
    for groups in _group_by(run, value, tree):
        yield [group[0] for group in groups]


def _edge(last: bool) -> Function:
    def function(run: Evaluation, value: Any, *tree: Tree) -> Iterator[Any]:
        ordered = _sorted(run, value, tree[0] if tree else ("self",))
        yield ordered[-1 if last else 0][1] if ordered else None

    return function


def _test_all(wanted: bool) -> Function:
    def function(run: Evaluation, value: Any, *tree: Tree) -> Iterator[Any]:
        test = tree[0] if tree else ("self",)
        found = any(truth(one) == wanted for each in _each(value) for one in run.run(test, each))
        yield found == wanted

    return function


def _with_entries(run: Evaluation, value: Any, tree: Tree) -> Iterator[Any]:
    yield _from_entries([m for each in _entries(value) for m in run.run(tree, each)])


def _entries(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        raise ValueFault(f"{told(value)} has no keys")
    return [{"key": key, "value": each} for key, each in value.items()]


def _from_entries(value: Any) -> dict[str, Any]:
    found = {}
    for each in _each(value):
        if not isinstance(each, dict):
            raise ValueFault(f'Cannot index {kind_of(each)} with "key"')
        key = each.get("key", each.get("name"))
        if isinstance(key, list | dict):
            raise ValueFault(f"Cannot use {told(key)} as object key")
        found[key if isinstance(key, str) else text_of(key)] = each.get("value")
    return found


_ITSELF: Tree = ("self",)
FUNCTIONS: dict[tuple[str, int], Function] = {
    ("add", 0): _add,
    ("all", 0): _test_all(False),
    ("all", 1): _test_all(False),
    ("any", 0): _test_all(True),
    ("any", 1): _test_all(True),
    ("contains", 1): _contained,
    ("empty", 0): _empty,
    ("endswith", 1): _texts("endswith", str.endswith),
    ("first", 0): _plain(lambda value: _array(value, "indexed")[:1][0] if value else None),
    ("from_entries", 0): _plain(_from_entries),
    ("group_by", 1): _group_by,
    ("has", 1): _with(_has),
    ("join", 1): _with(_join),
    ("keys", 0): _plain(_keys),
    ("last", 0): _plain(lambda value: _array(value, "indexed")[-1:][0] if value else None),
    ("length", 0): _plain(_length),
    ("map", 1): _map,
    ("max", 0): _edge(True),
    ("max_by", 1): _edge(True),
    ("min", 0): _edge(False),
    ("min_by", 1): _edge(False),
    ("not", 0): _plain(lambda value: not truth(value)),
    ("reverse", 0): _plain(lambda value: _array(value or [], "reversed")[::-1]),
    ("select", 1): _select,
    ("sort", 0): lambda run, value: _sort_by(run, value, _ITSELF),
    ("sort_by", 1): _sort_by,
    ("split", 1): _texts("split", lambda value, by: value.split(by) if by else list(value)),
    ("startswith", 1): _texts("startswith", str.startswith),
    ("to_entries", 0): _plain(_entries),
    ("tonumber", 0): _plain(_number),
    ("tostring", 0): _tostring,
    ("type", 0): _plain(kind_of),
    ("unique", 0): lambda run, value: _unique_by(run, value, _ITSELF),
    ("unique_by", 1): _unique_by,
    ("with_entries", 1): _with_entries,
}
