"""Field selectors: ``status.phase=Running,spec.nodeName!=node-1``.

Grammar, escapes and errors follow k8s.io/apimachinery/pkg/fields/selector.go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.text_memo import text_memo

_OPERATORS: Final = ("!=", "==", "=")


@dataclass(frozen=True, slots=True)
class Term:
    """``field=value``, or ``field!=value`` when it is negated."""

    field: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        return f"{self.field}{'!=' if self.negated else '='}{escape(self.value)}"


@dataclass(frozen=True, slots=True)
class FieldSelector:
    """Terms that must all hold."""

    terms: tuple[Term, ...] = ()

    def matches(self, fields: Mapping[str, str]) -> bool:
        """Whether the fields (a missing one counts as empty) satisfy every term."""
        for term in self.terms:
            if (fields.get(term.field, "") == term.value) == term.negated:
                return False
        return True

    @property
    def empty(self) -> bool:
        """Whether everything matches."""
        return not self.terms

    def exact(self, field: str) -> str | None:
        """The one value this field must have, None when there is no such demand."""
        for term in self.terms:
            if term.field == field and not term.negated:
                return term.value
        return None

    def __str__(self) -> str:
        return ",".join(map(str, self.terms))


def parse(text: str) -> FieldSelector:
    """The selector of ``--field-selector``. Raises SelectorError."""
    return _parsed(text)


def escape(value: str) -> str:
    """The value with backslashes before ``\\``, ``,`` and ``=``."""
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=")


def unescape(value: str) -> str:
    """The literal value. Raises SelectorError for a bad escape or a bare ``,`` or ``=``."""
    literal, chars = [], iter(value)
    for char in chars:
        if char == "\\":
            following = next(chars, "")
            if following not in ("\\", ",", "="):
                fault = f"invalid escape sequence: \\{following}"
                raise SelectorError(f"invalid field selector: {fault}")
            char = following
        elif char in ",=":
            fault = f"unescaped character in value: {ord(char)}"
            raise SelectorError(f"invalid field selector: {fault}")
        literal.append(char)
    return "".join(literal)


def _parse(text: str) -> FieldSelector:
    parts = sorted(part for part in _split(text) if part)
    return FieldSelector(tuple(_term(part, text) for part in parts))


_parsed = text_memo(_parse)


def _split(text: str) -> list[str]:
    parts, start, escaped = [], 0, False
    for index, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == ",":
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _term(part: str, whole: str) -> Term:
    for index in range(len(part)):
        for operator in _OPERATORS:
            if part.startswith(operator, index):
                value = unescape(part[index + len(operator) :])
                return Term(part[:index], value, operator == "!=")
    raise SelectorError(f"invalid selector: '{whole}'; can't understand '{part}'")
