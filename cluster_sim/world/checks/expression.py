"""CEL expressions over plain data: the one place that knows the library behind them.

The library bounds what an expression may do (32 levels, 10,000 turns of all its loops together;
regular expressions are RE2's), so that no text can hang or exhaust whoever evaluates it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_optional, ext_strings

_WORD = re.compile(r"[A-Za-z_]\w*")


class ExpressionError(ValueError):
    """A text that is no CEL expression; the message says where."""


@dataclass(frozen=True)
class Expression:
    """A compiled condition; ``names`` are the variables that it may read."""

    text: str
    names: tuple[str, ...]
    program: Any

    def holds(self, values: dict[str, Any]) -> bool:
        """Whether it comes to true; one that fails, on a missing key for instance, does not."""
        result = self._result(values)
        if result is _UNREADABLE:
            result = self._result(_readable(values))
        return result is True

    def _result(self, values: dict[str, Any]) -> Any:
        try:
            result = self.program.eval(data=values)
        except RuntimeError:
            return _UNREADABLE
        value = result.plain_value()
        if result.type() != cel.Type.ERROR:
            return value
        return _UNREADABLE if "INVALID_ARGUMENT" in str(value) else None


_UNREADABLE = object()
_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1


def _readable(value: Any) -> Any:
    """The same value without what CEL has no type for; done when there is such a thing only."""
    if isinstance(value, dict):
        return {_readable(str(key)): _readable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not isinstance(value, bool):
        return min(max(value, _SMALLEST), _LARGEST)
    return value


@lru_cache(maxsize=1024)
def compile_expression(text: str, variables: tuple[str, ...]) -> Expression:
    """The condition, compiled.

    ExpressionError when it is no CEL, names what does not exist, or comes to something else than
    true or false.
    """
    try:
        program = _environment(variables).compile(text)
    except (RuntimeError, TypeError) as problem:
        raise ExpressionError(str(problem)) from problem
    if program.return_type() not in (cel.Type.BOOL, cel.Type.DYN):
        raise ExpressionError(f"comes to {program.return_type()} instead of true or false: {text}")
    words = set(_WORD.findall(text))
    return Expression(text, tuple(name for name in variables if name in words), program)


@lru_cache(maxsize=8)
def _environment(variables: tuple[str, ...]) -> Any:
    return cel.NewEnv(
        variables=dict.fromkeys(variables, cel.Type.DYN),
        extensions=[ext_optional.ExtOptional(), ext_strings.ExtStrings()],
    )
