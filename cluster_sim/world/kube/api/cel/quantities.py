"""Quantities in CEL: ``quantity("1Gi").isGreaterThan(quantity("500Mi"))``.

apiserver/pkg/cel/library/quantity.go
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from cluster_sim.world.cel.library import BOOL, DOUBLE, INT, MAP, STRING, Form, Library, function
from cluster_sim.world.kube.api import quantity

_KEY = "quantity"


def _made(value: Fraction) -> dict[str, str]:
    # Equal quantities must be equal maps, however they were written.
    return {_KEY: str(value)}


def _parsed(text: str) -> dict[str, str]:
    return _made(quantity.parse(text).value)


def _is_quantity(text: str) -> bool:
    try:
        quantity.parse(text)
    except quantity.QuantityError:
        return False
    return True


def _value(found: dict[str, Any]) -> Fraction:
    if _KEY not in found:
        raise ValueError("no such overload")
    return Fraction(found[_KEY])


def _compared(one: dict[str, Any], other: dict[str, Any]) -> int:
    first, second = _value(one), _value(other)
    return (first > second) - (first < second)


def _summed(one: dict[str, Any], other: Any) -> dict[str, str]:
    return _made(_value(one) + _amount(other))


def _less(one: dict[str, Any], other: Any) -> dict[str, str]:
    return _made(_value(one) - _amount(other))


def _amount(value: Any) -> Fraction:
    return _value(value) if isinstance(value, dict) else Fraction(value)


def _whole(value: dict[str, Any]) -> int:
    found = _value(value)
    if found.denominator != 1 or not -(2**63) <= found.numerator < 2**63:
        raise ValueError("cannot convert value to integer")
    return found.numerator


def _is_whole(value: dict[str, Any]) -> bool:
    found = _value(value)
    return found.denominator == 1 and -(2**63) <= found.numerator < 2**63


def _sign(value: dict[str, Any]) -> int:
    found = _value(value)
    return (found > 0) - (found < 0)


def _orders(test: Callable[[int], bool]) -> Callable[[dict[str, Any], dict[str, Any]], bool]:
    return lambda one, other: test(_compared(one, other))


LIBRARY = Library(
    "quantities",
    (
        function("quantity", Form([STRING], MAP, _parsed, member=False)),
        function("isQuantity", Form([STRING], BOOL, _is_quantity, member=False)),
        function("sign", Form([MAP], INT, _sign)),
        function("isInteger", Form([MAP], BOOL, _is_whole)),
        function("asInteger", Form([MAP], INT, _whole)),
        function("asApproximateFloat", Form([MAP], DOUBLE, lambda value: float(_value(value)))),
        function("isGreaterThan", Form([MAP, MAP], BOOL, _orders(lambda order: order > 0))),
        function("isLessThan", Form([MAP, MAP], BOOL, _orders(lambda order: order < 0))),
        function("compareTo", Form([MAP, MAP], INT, _compared)),
        function("add", Form([MAP, MAP], MAP, _summed), Form([MAP, INT], MAP, _summed)),
        function("sub", Form([MAP, MAP], MAP, _less), Form([MAP, INT], MAP, _less)),
    ),
)
