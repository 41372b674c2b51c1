"""What a Go template is made of (text/template/parse/node.go); ``str`` gives its source again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """``.``, ``nil``, or a constant; ``kind`` is dot, nil or constant."""

    at: int
    source: str
    kind: str
    value: Any = None

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function."""

    at: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Path:
    """``.a.b`` (``start`` is None), ``$x.a`` (its name) or ``(pipeline).a``."""

    at: int
    start: str | Pipeline | None
    fields: tuple[str, ...]

    def __str__(self) -> str:
        head = f"({self.start})" if isinstance(self.start, Pipeline) else self.start or ""
        return head + "".join(f".{field}" for field in self.fields)


@dataclass(frozen=True, slots=True)
class Command:
    """A function or value with its arguments."""

    at: int
    args: tuple[Any, ...]

    def __str__(self) -> str:
        return " ".join(f"({a})" if isinstance(a, Pipeline) else str(a) for a in self.args)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands that feed one another, and the variables that get the result."""

    at: int
    names: tuple[str, ...]
    assigns: bool
    commands: tuple[Command, ...]

    def __str__(self) -> str:
        sign = " = " if self.assigns else " := "
        head = ", ".join(self.names) + sign if self.names else ""
        return head + " | ".join(map(str, self.commands))


@dataclass(frozen=True, slots=True)
class Text:
    """Text to print as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """A pipeline whose value is printed."""

    pipeline: Pipeline


@dataclass(frozen=True, slots=True)
class Leave:
    """``break`` or ``continue``."""

    word: str


@dataclass(frozen=True, slots=True)
class Block:
    """``if``, ``with`` or ``range`` with what it holds."""

    word: str
    pipeline: Pipeline
    body: tuple[Any, ...]
    otherwise: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """``{{template "name" pipeline}}``."""

    at: int
    name: str
    source: str
    pipeline: Pipeline | None

    def __str__(self) -> str:
        given = f" {self.pipeline}" if self.pipeline is not None else ""
        return f"{{{{template {self.source}{given}}}}}"


@dataclass(frozen=True, slots=True)
class Template:
    """All of it: what is printed, and what has a name of its own."""

    body: tuple[Any, ...]
    named: dict[str, tuple[Any, ...]]
