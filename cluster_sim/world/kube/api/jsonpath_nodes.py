"""The parts a JSONPath template is made of."""

from __future__ import annotations

from dataclasses import dataclass


class JSONPathError(ValueError):
    """The template cannot be carried out; the message is client-go's."""


class JSONPathSyntaxError(JSONPathError):
    """The template cannot be read."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a truth value."""

    value: int | float | bool


@dataclass(frozen=True, slots=True)
class Field:
    """``.name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """``range``, ``end``, or a word nobody knows."""

    name: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """``.*``."""


@dataclass(frozen=True, slots=True)
class Recursive:
    """``..``."""


@dataclass(frozen=True, slots=True)
class Slice:
    """``[start:end:step]``; ``single`` tells that only an index was written."""

    start: int | None
    end: int | None
    step: int | None
    single: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """What stands between braces: each part works on what the one before it found."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """``[a,b]``."""

    choices: tuple[Actions, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """``[?(left operator right)]``; the operator ``exists`` has no right side."""

    left: Actions
    operator: str
    right: Actions


Node = Text | Literal | Field | Identifier | Wildcard | Recursive | Slice | Actions | Union | Filter
