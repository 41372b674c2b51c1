"""What a program of jq makes of a value: none, one or several others (jq's manual)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cluster_sim.world.shell.commands.jq_parser import Tree
from cluster_sim.world.shell.limits import MOST_OUTPUT
from cluster_sim.world.shell.process import TooMuchOutput, TooMuchWork

_MOST_STEPS = 200_000
_ORDER = ("null", "boolean", "number", "string", "array", "object")


class ValueFault(ValueError):
    """jq cannot do that with a value; the message is its own."""


def text_of(value: Any, indent: int | None = None) -> str:
    """A value as JSON; TooMuchOutput where it is too long."""
    between = (",", ":") if indent is None else (",", ": ")
    encoder = json.JSONEncoder(ensure_ascii=False, indent=indent, separators=between)
    pieces, size = [], 0
    for piece in encoder.iterencode(value):
        size += len(piece)
        if size > MOST_OUTPUT:
            raise TooMuchOutput
        pieces.append(piece)
    return "".join(pieces)


def kind_of(value: Any) -> str:
    """The name of the value's type."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def rank(value: Any) -> Any:
    """What values are sorted by: their type first, then what they are."""
    kind = kind_of(value)
    place = _ORDER.index(kind)
    if kind == "array":
        return (place, [rank(each) for each in value])
    if kind == "object":
        return (place, sorted(value), [rank(value[key]) for key in sorted(value)])
    return (place, 0 if value is None else value)


def told(value: Any) -> str:
    """A value in the words of a fault."""
    text = ""
    for piece in json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).iterencode(value):
        text += piece
        if len(text) >= 12:
            break
    return f"{kind_of(value)} ({text if len(text) < 12 else text[:10] + '...'})"


class Evaluation:
    """Runs a tree; TooMuchWork when that takes too many steps."""

    def __init__(self) -> None:
        self.steps = 0

    def spend(self, steps: int = 1) -> None:
        """So much more was done."""
        self.steps += steps
        if self.steps > _MOST_STEPS:
            raise TooMuchWork

    def text(self, value: Any) -> str:
        """The value as JSON, which is work by its length."""
        text = text_of(value)
        self.spend(len(text) // 16)
        return text

    def rank(self, value: Any) -> Any:
        """What the value is sorted by, likewise."""
        self.text(value)
        return rank(value)

    def run(self, tree: Tree, value: Any) -> Iterator[Any]:
        """All that comes out for a value that goes in. Raises ValueFault."""
        self.spend()
        result: Iterator[Any] = getattr(self, f"_{tree[0]}")(value, *tree[1:])
        return result

    def _literal(self, value: Any, literal: Any) -> Iterator[Any]:
        yield literal

    def _self(self, value: Any) -> Iterator[Any]:
        yield value

    def _descend(self, value: Any) -> Iterator[Any]:
        waiting = [value]
        while waiting:
            self.spend()
            each = waiting.pop()
            yield each
            waiting.extend(reversed(_inside(each)))

    def _index(self, value: Any, tree: Tree, key: Tree) -> Iterator[Any]:
        for found in self.run(tree, value):
            for name in self.run(key, value):
                yield _at(found, name)

    def _slice(self, value: Any, tree: Tree, start: Tree | None, end: Tree | None) -> Iterator[Any]:
        for found in self.run(tree, value):
            first = next(self.run(start, value)) if start else None
            last = next(self.run(end, value)) if end else None
            if found is not None and not isinstance(found, list | str):
                raise ValueFault(f"Cannot index {kind_of(found)} with object")
            if not isinstance(first, int | None) or not isinstance(last, int | None):
                raise ValueFault("Start and end indices of an array slice must be numbers")
            yield found[first:last] if found is not None else None

    def _each(self, value: Any, tree: Tree) -> Iterator[Any]:
        for found in self.run(tree, value):
            if not isinstance(found, list | dict):
                raise ValueFault(f"Cannot iterate over {told(found)}")
            for each in _inside(found):
                self.spend()
                yield each

    def _try(self, value: Any, tree: Tree) -> Iterator[Any]:
        try:
            yield from self.run(tree, value)
        except ValueFault:
            return

    def _pipe(self, value: Any, trees: tuple[Tree, ...]) -> Iterator[Any]:
        if len(trees) == 1:
            yield from self.run(trees[0], value)
            return
        for each in self.run(trees[0], value):
            yield from self._pipe(each, trees[1:])

    def _comma(self, value: Any, trees: tuple[Tree, ...]) -> Iterator[Any]:
        for tree in trees:
            yield from self.run(tree, value)

    def _array(self, value: Any, tree: Tree | None) -> Iterator[Any]:
        yield list(self.run(tree, value)) if tree else []

    def _object(self, value: Any, entries: tuple[tuple[Tree, Tree], ...]) -> Iterator[Any]:
        made: list[dict[str, Any]] = [{}]
        for key, tree in entries:
            grown = []
            for name in self.run(key, value):
                if not isinstance(name, str):
                    raise ValueFault(f"Object keys must be strings, not {told(name)}")
                for each in self.run(tree, value):
                    self.spend(len(made))
                    grown += [{**one, name: each} for one in made]
            made = grown
        yield from made

    def _text(self, value: Any, pieces: tuple[Tree, ...]) -> Iterator[Any]:
        texts = [""]
        for piece in pieces:
            found = [_shown(self, each) for each in self.run(piece, value)]
            self.spend(len(found) * sum(map(len, texts)) // 16)
            texts = [text + each for each in found for text in texts]
        yield from texts

    def _call(self, value: Any, name: str, arguments: tuple[Tree, ...]) -> Iterator[Any]:
        from cluster_sim.world.shell.commands.jq_functions import FUNCTIONS

        yield from FUNCTIONS[name, len(arguments)](self, value, *arguments)

    def _binary(self, value: Any, sign: str, left: Tree, right: Tree) -> Iterator[Any]:
        if sign == "//":
            good = [each for each in self._try(value, left) if each not in (None, False)]
            yield from good or self.run(right, value)
            return
        for other in self.run(right, value) if sign not in ("and", "or") else (None,):
            for one in self.run(left, value):
                if sign in ("and", "or"):
                    if truth(one) == (sign == "or"):
                        yield sign == "or"
                    else:
                        yield from (truth(each) for each in self.run(right, value))
                else:
                    yield self.reckoned(sign, one, other)

    def reckoned(self, sign: str, one: Any, other: Any) -> Any:
        """A comparison or a sum of two values."""
        self.spend(1 + (_size(one) + _size(other)) // 16)
        if sign in ("==", "!="):
            return (self.rank(one) == self.rank(other)) == (sign == "==")
        if sign in ("<", "<=", ">", ">="):
            low, high = (one, other) if sign[0] == "<" else (other, one)
            first, second = self.rank(low), self.rank(high)
            return bool(first < second or (len(sign) == 2 and first == second))
        if sign == "-" and isinstance(one, list) and isinstance(other, list):
            self.spend(len(one) * len(other))
            gone = [self.rank(each) for each in other]
            return [each for each in one if self.rank(each) not in gone]
        return _sum(sign, one, other)


def truth(value: Any) -> bool:
    """Everything but null and false is true."""
    return value is not None and value is not False


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | dict) else 1


def _shown(run: Evaluation, value: Any) -> str:
    return value if isinstance(value, str) else run.text(value)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _at(value: Any, name: Any) -> Any:
    if value is None and isinstance(name, str | int | None):
        return None
    if isinstance(value, dict) and isinstance(name, str):
        return value.get(name)
    if isinstance(value, list) and kind_of(name) == "number":
        place = int(name)
        return value[place] if -len(value) <= place < len(value) else None
    shown = f'"{name}"' if isinstance(name, str) else kind_of(name)
    raise ValueFault(f"Cannot index {kind_of(value)} with {shown}")


def _sum(sign: str, one: Any, other: Any) -> Any:
    kinds = {kind_of(one), kind_of(other)}
    if sign == "+" and "null" in kinds:
        return other if one is None else one
    if kinds == {"number"}:
        return _number(sign, one, other)
    if sign == "+" and kinds == {"object"}:
        return {**one, **other}
    if sign == "+" and len(kinds) == 1 and kinds <= {"string", "array"}:
        return one + other
    word = {"+": "added", "-": "subtracted", "*": "multiplied"}.get(sign, "divided")
    raise ValueFault(f"{told(one)} and {told(other)} cannot be {word}")


def _number(sign: str, one: Any, other: Any) -> Any:
    if sign in "/%" and not other:
        raise ValueFault(
            f"{told(one)} and {told(other)} cannot be divided because the divisor is zero"
        )
    one, other = float(one), float(other)
    result = {"+": one + other, "-": one - other, "*": one * other}.get(sign)
    if result is None:
        result = one / other if sign == "/" else float(int(one) % int(other))
    return int(result) if result.is_integer() and abs(result) < 1e17 else result
