"""JSONPath templates of kubectl: ``-o jsonpath``, custom columns, ``--sort-by``.

Evaluation, printing and errors follow k8s.io/client-go/util/jsonpath/jsonpath.go. Where Go
walks a map in random order, keys are taken here in alphabetical order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api.gotext import json_indented, json_text, shown, type_name
from cluster_sim.world.kube.api.jsonpath_compare import compare
from cluster_sim.world.kube.api.jsonpath_nodes import (
    Actions,
    Field,
    Filter,
    Identifier,
    JSONPathError,
    JSONPathSyntaxError,
    Literal,
    Node,
    Recursive,
    Slice,
    Text,
    Union,
    Wildcard,
)
from cluster_sim.world.kube.api.jsonpath_parser import parse_template

__all__ = ["JSONPathError", "JSONPathSyntaxError", "Template", "parse", "relaxed"]

_RELAXED = re.compile(r"\{\.?([^{}]+)\}|\.?([^{}]+)")
_MAX_RANGES: Final = 50
_INDENT: Final = 4 * " "

Values = list[Any]


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template."""

    nodes: tuple[Node, ...]

    def find(self, data: Any, allow_missing: bool = False) -> list[Values]:
        """What each text and action found in the data (JSON values), in order.

        A key that is not there is an error unless ``allow_missing``. Raises JSONPathError.
        """
        return _Walk(self.nodes, allow_missing).find(data, 0)

    def render(self, data: Any, allow_missing: bool = False) -> str:
        """What the template prints. Raises JSONPathError."""
        found = self.find(data, allow_missing)
        return "".join(" ".join(map(_printed, values)) for values in found)

    def render_json(self, data: Any, allow_missing: bool = False) -> str:
        """The same as JSON arrays, one for each part (``-o jsonpath-as-json``)."""
        found = self.find(data, allow_missing)
        return "".join(f"{json_indented(values, _INDENT)}\n" for values in found)


def parse(text: str) -> Template:
    """The template of a text. Raises JSONPathSyntaxError."""
    return Template(parse_template(text))


def relaxed(expression: str) -> str:
    """``metadata.name``, ``.metadata.name``, ``{metadata.name}`` as ``{.metadata.name}``.

    Raises JSONPathSyntaxError when it is none of these (kubectl's RelaxedJSONPathExpression).
    """
    if not expression:
        return expression
    match = _RELAXED.fullmatch(expression)
    if match is None:
        raise JSONPathSyntaxError(
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or "
            "'{name1.name2}' or '{.name1.name2}'"
        )
    return f"{{.{match[1] or match[2]}}}"


class _Missed(JSONPathError):
    """An error, with what had been found: a filter that asks for existence looks at it."""

    def __init__(self, message: str, found: Values) -> None:
        super().__init__(message)
        self.found = found


class _Walk:
    """One evaluation: the nodes and how many ranges are open around the current one."""

    def __init__(self, nodes: tuple[Node, ...], allow_missing: bool) -> None:
        self._nodes = nodes
        self._allow_missing = allow_missing
        self._begun = self._open = self._ended = 0
        self._last_end = -1

    def find(self, data: Any, start: int) -> list[Values]:
        """What the nodes from ``start`` on find, up to the end of the range they are in."""
        found: list[Values] = []
        index = start
        while index < len(self._nodes):
            values = self._node([data], self._nodes[index])
            if 0 < self._ended <= self._open:
                self._ended -= 1
                self._last_end = index
                break
            if self._begun:
                found += self._range(values, index)
                index = max(index, self._last_end)
            else:
                found.append(values)
            index += 1
        return found

    def _range(self, values: Values, index: int) -> list[Values]:
        self._begun -= 1
        self._open += 1
        if self._open > _MAX_RANGES:
            raise JSONPathError("ranges are nested too deeply")
        found: list[Values] = []
        for value in values:
            found += self.find(value, index + 1)
        if not values:
            # Nothing to print, yet the walk has to learn where the range ends.
            self.find(None, index + 1)
        self._open -= 1
        return found

    def _actions(self, values: Values, actions: Actions) -> Values:
        for node in actions.nodes:
            values = self._node(values, node)
        return values

    def _node(self, values: Values, node: Node) -> Values:
        match node:
            case Actions():
                return self._actions(values, node)
            case Text(text):
                return [text]
            case Literal(value):
                return [value] * len(values)
            case Field(name):
                return self._field(values, name)
            case Slice():
                return _sliced(values, node)
            case Union(choices):
                return [each for choice in choices for each in self._actions(values, choice)]
            case Filter():
                return self._filtered(values, node)
            case Wildcard():
                return [each for value in values for each in _children(value)]
            case Recursive():
                return _descended(values)
            case Identifier(name):
                return self._identifier(values, name)

    def _identifier(self, values: Values, name: str) -> Values:
        if name == "range":
            self._begun += 1
            return values
        if name != "end":
            raise _Missed(f"unrecognized identifier {name}", values)
        if not self._open:
            raise _Missed("not in range, nothing to end", [])
        self._ended += 1
        return []

    def _field(self, values: Values, name: str) -> Values:
        found = [each[name] for each in values if isinstance(each, dict) and name in each]
        if values and not found and not self._allow_missing:
            raise _Missed(f"{name} is not found", [])
        return found

    def _filtered(self, values: Values, node: Filter) -> Values:
        found: Values = []
        for value in values:
            if not isinstance(value, list):
                what = f"{shown(value)} is not array or slice and cannot be filtered"
                raise _Missed(what, values)
            found += [item for item in value if self._passes(item, node)]
        return found

    def _passes(self, item: Any, node: Filter) -> bool:
        if node.operator == "exists":
            try:
                return bool(self._actions([item], node.left))
            except _Missed as missed:
                return bool(missed.found)
        left = self._actions([item], node.left)
        if not left:
            return False
        _check_single(left)
        right = self._actions([item], node.right)
        if not right:
            return False
        _check_single(right)
        return compare(left[0], node.operator, right[0])


def _check_single(values: Values) -> None:
    if len(values) > 1:
        raise JSONPathError("can only compare one element at a time")


def _sliced(values: Values, node: Slice) -> Values:
    found: Values = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, list):
            raise _Missed(f"{type_name(value)} is not array or slice", values)
        start, end = _bounds(node, len(value))
        if start == end:
            return found
        _check_bounds(start, end, len(value), values)
        if node.step is not None and node.step <= 0:
            raise _Missed("step must be > 0", values)
        found += value[start : end : node.step or 1]
    return found


def _bounds(node: Slice, length: int) -> tuple[int, int]:
    start = node.start or 0
    end = start + 1 if node.single else node.end
    if start < 0:
        start += length
    if end is None:
        end = length
    if end < 0 or (end == 0 and node.single):
        end += length
    return start, end


def _check_bounds(start: int, end: int, length: int, values: Values) -> None:
    if start >= length or start < 0:
        raise _Missed(f"array index out of bounds: index {start}, length {length}", values)
    if end > length or end < 0:
        raise _Missed(f"array index out of bounds: index {end - 1}, length {length}", values)
    if start > end:
        what = f"starting index {start} is greater than ending index {end}"
        raise _Missed(what, values)


def _children(value: Any) -> Values:
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    if isinstance(value, list):
        return value
    # A Go string is a sequence of bytes, and is walked as one.
    return list(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else []


def _descended(values: Values) -> Values:
    found: Values = []
    for value in values:
        children = _children(value)
        if children:
            found.append(value)
        if isinstance(value, dict | list):
            found += _descended(children)
    return found


def _printed(value: Any) -> str:
    if isinstance(value, dict | list):
        return json_text(value)
    return "null" if value is None else shown(value)
