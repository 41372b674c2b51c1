"""Regular expressions of schemas, matched as Go's regexp (RE2) does: in linear time."""

from __future__ import annotations

from functools import cache

from cluster_sim.world.cel.expression import ANY, EvaluationError, Expression, compile_expression


def matches(text: str, pattern: str) -> bool:
    """Whether the pattern is found anywhere in the text; a broken pattern is found nowhere."""
    return _matching().holds({"text": text, "pattern": pattern})


def fault(pattern: str) -> str:
    """Why a pattern cannot be read; empty when it can."""
    try:
        _matching().value({"text": "", "pattern": pattern})
    except EvaluationError as problem:
        return str(problem).removeprefix("invalid regular expression: ")
    return ""


@cache
def _matching() -> Expression:
    # RE2 is at hand in the library that evaluates CEL.
    return compile_expression("text.matches(pattern)", ("text", "pattern"), wanted=ANY)
