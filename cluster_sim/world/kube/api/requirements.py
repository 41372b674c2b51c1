"""One requirement on labels: a key, an operator, values.

Rules and errors follow labels.NewRequirement of k8s.io/apimachinery/pkg/labels/selector.go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text, quote

IN: Final = "in"
NOT_IN: Final = "notin"
EQUALS: Final = "="
DOUBLE_EQUALS: Final = "=="
NOT_EQUALS: Final = "!="
EXISTS: Final = "exists"
DOES_NOT_EXIST: Final = "!"
GREATER_THAN: Final = "gt"
LESS_THAN: Final = "lt"

_BINARY: Final = (IN, NOT_IN, EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER_THAN, LESS_THAN)
_ALL: Final = (*_BINARY, EXISTS, DOES_NOT_EXIST)
_SYMBOL: Final = {IN: " in ", NOT_IN: " notin ", GREATER_THAN: ">", LESS_THAN: "<"}
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)


class SelectorError(ValueError):
    """The selector cannot be understood; the message is the API machinery's own."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """``key operator values``; build it with :func:`requirement`, which checks it."""

    key: str
    operator: str
    values: tuple[str, ...]

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether the labels satisfy it."""
        value = labels.get(self.key)
        operator = self.operator
        if operator in (IN, EQUALS, DOUBLE_EQUALS):
            return value is not None and value in self.values
        if operator in (NOT_IN, NOT_EQUALS):
            return value is None or value not in self.values
        if operator == EXISTS:
            return value is not None
        if operator == DOES_NOT_EXIST:
            return value is None
        return self._compares(value)

    def _compares(self, value: str | None) -> bool:
        number = None if value is None else integer(value)
        bound = integer(self.values[0])
        if number is None or bound is None:
            return False
        return number > bound if self.operator == GREATER_THAN else number < bound

    def __str__(self) -> str:
        if self.operator == EXISTS:
            return self.key
        if self.operator == DOES_NOT_EXIST:
            return f"!{self.key}"
        text = ",".join(sorted(self.values))
        if self.operator in (IN, NOT_IN):
            text = f"({text})"
        return f"{self.key}{_SYMBOL.get(self.operator, self.operator)}{text}"


def requirement(key: str, operator: str, values: tuple[str, ...], path: str = "") -> Requirement:
    """A checked requirement; ``path`` is the field it stands in, for the messages.

    Raises SelectorError, with every fault in brackets when there are several.
    """
    prefix = f"{path}." if path else ""
    faults = _key_faults(key, f"{prefix}key")
    faults += _operator_faults(operator, values, prefix)
    for index, value in enumerate(values):
        where = f"{prefix}values[{index}][{key}]"
        faults += _invalid(where, quote(value), names.label_value(value))
    if faults:
        raise SelectorError(faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]")
    return Requirement(key, operator, values)


def check_key(key: str, path: str) -> None:
    """Raises SelectorError when the text is no label key."""
    faults = _key_faults(key, path)
    if faults:
        raise SelectorError(faults[0])


def integer(text: str) -> int | None:
    """The int64 that strconv.ParseInt reads, None when it reads none."""
    if len(text) > 20 or not _INTEGER.fullmatch(text):
        return None
    number = int(text)
    return number if -(2**63) <= number < 2**63 else None


def _key_faults(key: str, path: str) -> list[str]:
    return _invalid(path, quote(key), names.qualified_name(key))


def _operator_faults(operator: str, values: tuple[str, ...], prefix: str) -> list[str]:
    where = f"{prefix}values"
    many = len(values)
    faults: list[str] = []
    if operator in (IN, NOT_IN) and not many:
        faults.append("for 'in', 'notin' operators, values set can't be empty")
    elif operator in (EQUALS, DOUBLE_EQUALS, NOT_EQUALS) and many != 1:
        faults.append("exact-match compatibility requires one single value")
    elif operator in (EXISTS, DOES_NOT_EXIST) and many:
        faults.append("values set must be empty for exists and does not exist")
    elif operator in (GREATER_THAN, LESS_THAN):
        return _integer_faults(values, where)
    elif operator not in _ALL:
        supported = ", ".join(map(quote, _ALL))
        what = f"{prefix}operator: Unsupported value: {quote(operator)}"
        return [f"{what}: supported values: {supported}"]
    return _invalid(where, json_text(list(values)), faults)


def _integer_faults(values: tuple[str, ...], where: str) -> list[str]:
    faults: list[str] = []
    if len(values) != 1:
        fault = "for 'Gt', 'Lt' operators, exactly one value is required"
        faults += _invalid(where, json_text(list(values)), [fault])
    for index, value in enumerate(values):
        if integer(value) is None:
            fault = "for 'Gt', 'Lt' operators, the value must be an integer"
            faults += _invalid(f"{where}[{index}]", quote(value), [fault])
    return faults


def _invalid(path: str, value: str, faults: list[str]) -> list[str]:
    return [f"{path}: Invalid value: {value}: {'; '.join(faults)}"] if faults else []
