"""CEL expressions over plain data: the one place that knows the library behind them.

The library bounds what an expression may do (32 levels, 10,000 turns of all its loops together;
regular expressions are RE2's). For expressions that anybody may write, cost.py refuses what could
still grow too large: so no text can hang or exhaust whoever evaluates it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cel_expr_python import cel
from cel_expr_python.ext import ext_optional, ext_strings

from cluster_sim.world.cel import cost
from cluster_sim.world.cel.library import Library

_WORD = re.compile(r"[A-Za-z_]\w*")
BOOL: Final = "bool"
STRING: Final = "string"
ANY: Final = "any"
_TYPES: Final = {BOOL: cel.Type.BOOL, STRING: cel.Type.STRING}


class ExpressionError(ValueError):
    """A text that is no CEL expression; the message says where."""


class EvaluationError(ValueError):
    """An expression that came to no value; the message says why, in the words of cel-go."""


class TooExpensive(EvaluationError):
    """An expression that would take too long or too much room over this data."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression; ``names`` are the variables that it may read."""

    text: str
    names: tuple[str, ...]
    program: Any
    shape: cost.Shape

    def bounded_value(self, values: dict[str, Any]) -> Any:
        """The same for an expression that anybody may have written: TooExpensive beforehand."""
        if not cost.affordable(self.shape, values):
            raise TooExpensive("operation cancelled: actual cost limit exceeded")
        return self.value(values)

    def value(self, values: dict[str, Any]) -> Any:
        """What it comes to, as plain data. Raises EvaluationError, TooExpensive."""
        try:
            return self._result(values)
        except _Unreadable:
            return self._result(_readable(values))

    def holds(self, values: dict[str, Any]) -> bool:
        """Whether it comes to true; one that fails, on a missing key for instance, does not."""
        try:
            return self.value(values) is True
        except EvaluationError:
            return False

    def _result(self, values: dict[str, Any]) -> Any:
        try:
            result = self.program.eval(data=values)
            value = result.plain_value()
        except (RuntimeError, TypeError) as problem:
            if "budget" in str(problem):
                raise TooExpensive("operation cancelled: actual cost limit exceeded") from problem
            raise _Unreadable(str(problem)) from problem
        if result.type() != cel.Type.ERROR:
            return value
        if "INVALID_ARGUMENT" in str(value) and "value" in str(value):
            raise _Unreadable(str(value))
        raise EvaluationError(_worded(str(value)))


class _Unreadable(EvaluationError):
    """Data that CEL has no type for."""


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


# What cel-cpp says, and what cel-go says instead (common/types/err.go, interpreter).
_WORDINGS: Final = (
    (re.compile(r'.*Key not found in map : "(.*)"', re.DOTALL), r"no such key: \1"),
    (re.compile(r".*Key not found in map : (.*)", re.DOTALL), r"no such key: \1"),
    (re.compile(r".*Index error: index=(-?\d+).*", re.DOTALL), r"index out of bounds: \1"),
    (re.compile(r".*No matching overloads found.*", re.DOTALL), "no such overload"),
    (re.compile(r".*divide by zero.*", re.DOTALL), "division by zero"),
    (re.compile(r".*modulus by zero.*", re.DOTALL), "modulus by zero"),
    (re.compile(r".*overflow.*", re.DOTALL), "integer overflow"),
    (re.compile(r"[A-Z_]+: (.*)", re.DOTALL), r"\1"),
)


def _worded(text: str) -> str:
    for pattern, wording in _WORDINGS:
        found = pattern.fullmatch(text)
        if found is not None:
            return found.expand(wording)
    return text


@lru_cache(maxsize=1024)
def compile_expression(
    text: str,
    variables: tuple[str, ...],
    libraries: tuple[Library, ...] = (),
    wanted: str = BOOL,
) -> Expression:
    """The expression, compiled; ``wanted`` is what it must come to: BOOL, STRING or ANY.

    ExpressionError when it is no CEL, names what does not exist, is too long, or comes to
    something else than wanted.
    """
    if len(text) > cost.LONGEST:
        raise ExpressionError(f"is longer than {cost.LONGEST} characters")
    try:
        program = _environment(variables, libraries).compile(text)
    except (RuntimeError, TypeError) as problem:
        raise ExpressionError(_cleaned(str(problem))) from problem
    kind = _TYPES.get(wanted)
    if kind is not None and program.return_type() not in (kind, cel.Type.DYN):
        named = "true or false" if wanted == BOOL else "a text"
        raise ExpressionError(f"comes to {program.return_type()} instead of {named}: {text}")
    words = set(_WORD.findall(text))
    named_here = tuple(name for name in variables if name in words)
    return Expression(text, named_here, program, cost.shape(text))


_UNDECLARED: Final = re.compile(
    r"(<input>:\d+:)(\d+)(: undeclared reference to ')([\w.]+)('.*\n \| .*\n \| )\.*\^"
)


def _cleaned(text: str) -> str:
    """The compiler's words, without the code that its library puts around them."""
    bare = text.removeprefix("INVALID_ARGUMENT: ").removesuffix(" [INVALID_ARGUMENT]")
    return _UNDECLARED.sub(_first_name, bare)


def _first_name(found: re.Match[str]) -> str:
    """The library points at the last dot of a name that nobody knows, cel-go at its first part."""
    where, column, told, name, line = found.groups()
    start = int(column) - len(name.rpartition(".")[0]) if "." in name else int(column)
    return f"{where}{start}{told}{name.partition('.')[0]}{line}{'.' * (start - 1)}^"


@lru_cache(maxsize=64)
def _environment(variables: tuple[str, ...], libraries: tuple[Library, ...]) -> Any:
    # A function can be declared by one side only: libraries bring the strings along.
    strings = [] if libraries else [ext_strings.ExtStrings()]
    return cel.NewEnv(
        variables=dict.fromkeys(variables, cel.Type.DYN),
        extensions=[ext_optional.ExtOptional(), *strings],
        functions=[function for library in libraries for function in library.functions],
    )
