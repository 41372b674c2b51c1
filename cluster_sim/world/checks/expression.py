"""CEL expressions over plain data: the one place that knows the library behind them."""

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
    """A compiled expression; ``names`` are the variables that it may read."""

    text: str
    names: tuple[str, ...]
    program: Any

    def value(self, values: dict[str, Any]) -> Any:
        """What it comes to; None when it fails, on a missing key for instance."""
        try:
            result = self.program.eval(data=values)
        except RuntimeError:
            return None
        return None if result.type() == cel.Type.ERROR else result.plain_value()

    def holds(self, values: dict[str, Any]) -> bool:
        """Whether it comes to true."""
        return self.value(values) is True


@lru_cache(maxsize=1024)
def compile_expression(text: str, variables: tuple[str, ...]) -> Expression:
    """The expression, compiled; ExpressionError when it is none or names what does not exist."""
    try:
        program = _environment(variables).compile(text)
    except RuntimeError as problem:
        raise ExpressionError(str(problem)) from problem
    words = set(_WORD.findall(text))
    return Expression(text, tuple(name for name in variables if name in words), program)


@lru_cache(maxsize=8)
def _environment(variables: tuple[str, ...]) -> Any:
    return cel.NewEnv(
        variables=dict.fromkeys(variables, cel.Type.DYN),
        extensions=[ext_optional.ExtOptional(), ext_strings.ExtStrings()],
    )
