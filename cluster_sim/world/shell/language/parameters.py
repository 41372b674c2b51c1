"""``${name…}``: defaults, lengths, parts cut off and replaced (bash, Parameter Expansion)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.shell.language.patterns import Piece, compiled, replaced

# Gives the pieces of the operator's argument, when it is wanted.
Argument = Callable[[], list[Piece]]

# Each place of the text is tried on its own, so long ones are left alone.
_LONGEST_REPLACED = 4096


class ParameterFault(ValueError):
    """``${x:?message}`` of an unset name, or an operator that cannot be used; bash's words."""


def transformed(value: str | None, operator: str, name: str, argument: Argument) -> str | None:
    """The value after an operator that only reads; ParameterFault for ``?`` of nothing."""
    absent = value is None or (operator.startswith(":") and not value)
    match operator[-1:]:
        case "-":
            return _text(argument()) if absent else value
        case "+":
            return None if absent else _text(argument())
        case "?":
            if absent:
                raise ParameterFault(f"{name}: {_text(argument()) or 'parameter null or not set'}")
            return value
    text = value or ""
    if operator == "length":
        return str(len(text))
    if operator in ("/", "//"):
        return _replaced(text, argument(), operator == "//")
    return _trimmed(text, operator, argument()) if operator else value


def _text(pieces: list[Piece]) -> str:
    return "".join(text for text, _ in pieces)


def _trimmed(text: str, operator: str, pattern: list[Piece]) -> str:
    longest = len(operator) == 2
    if operator[0] == "#":
        length = compiled(tuple(pattern)).prefix(text, longest)
        return text if length is None else text[length:]
    length = compiled(tuple(pattern), backwards=True).prefix(text[::-1], longest)
    return text if length is None else text[: len(text) - length]


def _replaced(text: str, pieces: list[Piece], everywhere: bool) -> str:
    pattern, replacement = _halves(pieces)
    if not pattern or len(text) > _LONGEST_REPLACED:
        return text
    return replaced(text, compiled(tuple(pattern)), _text(replacement), everywhere)


def _halves(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    for index, (text, quoted) in enumerate(pieces):
        if not quoted and "/" in text:
            before, after = text.split("/", 1)
            pattern = [*pieces[:index], *([(before, False)] if before else [])]
            return pattern, [(after, False), *pieces[index + 1 :]]
    return pieces, []
