"""Comparisons in JSONPath filters: values of one kind only, as Go's templates compare."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api.jsonpath_nodes import JSONPathError

_OPERATORS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_BAD_TYPE: Final = "invalid type for comparison"


def compare(left: Any, sign: str, right: Any) -> bool:
    """Whether ``left sign right`` holds. Raises JSONPathError for what cannot be compared."""
    if sign not in _OPERATORS:
        raise JSONPathError(f"unrecognized filter operator {sign}")
    kind, other = _kind(left), _kind(right)
    if kind is not other:
        raise JSONPathError("incompatible types for comparison")
    if kind is bool and sign not in ("==", "!="):
        raise JSONPathError(_BAD_TYPE)
    return _OPERATORS[sign](left, right)


def _kind(value: Any) -> type:
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind
    raise JSONPathError(_BAD_TYPE)
