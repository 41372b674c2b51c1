"""Flags as kubectl reads them (spf13/pflag): ``--name value``, ``--name=value``, ``-n value``.

Flags and arguments may come in any order; what follows ``--`` is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import duration
from cluster_sim.world.shell.kubectl.failure import Failure, usage

BOOL, TEXT, INT, LIST, DURATION = "bool", "string", "int", "stringArray", "duration"
_TRUE, _FALSE = ("1", "t", "T", "true", "TRUE", "True"), ("0", "f", "F", "false", "FALSE", "False")


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: ``kind`` says how its value reads; ``alone`` is its value when it has none.

    Durations are µs. A LIST flag may come several times; ``split`` also cuts it at commas.
    """

    name: str
    short: str = ""
    kind: str = TEXT
    default: Any = None
    alone: str | None = None
    split: bool = False

    @property
    def shown(self) -> str:
        """``-o, --output``."""
        return f"-{self.short}, --{self.name}" if self.short else f"--{self.name}"


def flag(name: str, short: str = "", default: str = "") -> Flag:
    """A flag with a text as its value."""
    return Flag(name, short, TEXT, default)


def switch(name: str, short: str = "", default: bool = False) -> Flag:
    """A flag that is on or off."""
    return Flag(name, short, BOOL, default, alone="true")


def number(name: str, short: str = "", default: int = 0) -> Flag:
    """A flag with a whole number."""
    return Flag(name, short, INT, default)


def several(name: str, short: str = "", split: bool = False) -> Flag:
    """A flag that may come several times."""
    return Flag(name, short, LIST, (), split=split)


def span(name: str, default: int = 0) -> Flag:
    """A flag with a duration: ``30s``, ``1m``."""
    return Flag(name, "", DURATION, default)


@dataclass(frozen=True)
class Parsed:
    """What a command line said: values by flag name, arguments, what came after ``--``.

    ``typed`` are the flags in the order in which they came, with their values as written.
    """

    values: dict[str, Any]
    args: tuple[str, ...]
    after_dash: tuple[str, ...]
    given: frozenset[str]
    dashed: bool = False
    typed: tuple[tuple[str, str], ...] = ()


def parse(command: str, known: Sequence[Flag], words: Sequence[str]) -> Parsed:
    """Read the words after the command; Failure in pflag's words when they do not fit."""
    return _Reader(command, known).read(list(words))


class _Reader:
    def __init__(self, command: str, known: Sequence[Flag]) -> None:
        self._command = command
        self._long = {each.name: each for each in known}
        self._short = {each.short: each for each in known if each.short}
        self._values: dict[str, Any] = {each.name: each.default for each in known}
        self._given: list[tuple[str, str]] = []

    def read(self, words: list[str]) -> Parsed:
        args: list[str] = []
        after: list[str] = []
        dashed = False
        while words:
            word = words.pop(0)
            if word == "--":
                after, words, dashed = words, [], True
            elif word.startswith("--"):
                self._read_long(word[2:], words)
            elif word.startswith("-") and len(word) > 1:
                self._read_short(word[1:], words)
            else:
                args.append(word)
        given = frozenset(name for name, _ in self._given)
        typed = tuple(self._given)
        return Parsed(self._values, tuple(args), tuple(after), given, dashed, typed)

    def _read_long(self, text: str, words: list[str]) -> None:
        name, equals, value = text.partition("=")
        found = self._long.get(name)
        if found is None:
            if name == "help":
                raise Failure("", 0)
            raise usage(f"unknown flag: --{name}", self._command)
        if equals:
            self._set(found, value)
        elif found.alone is not None:
            self._set(found, found.alone)
        elif words:
            self._set(found, words.pop(0))
        else:
            raise usage(f"flag needs an argument: --{name}", self._command)

    def _read_short(self, letters: str, words: list[str]) -> None:
        whole = letters
        while letters:
            letter, letters = letters[0], letters[1:]
            found = self._short.get(letter)
            if found is None:
                if letter == "h":
                    raise Failure("", 0)
                text = f"unknown shorthand flag: '{letter}' in -{whole}"
                raise usage(text, self._command)
            if letters.startswith("="):
                self._set(found, letters[1:])
                return
            if found.alone is not None:
                self._set(found, found.alone)
            elif letters or words:
                self._set(found, letters or words.pop(0))
                return
            else:
                text = f"flag needs an argument: '{letter}' in -{whole}"
                raise usage(text, self._command)

    def _set(self, found: Flag, text: str) -> None:
        self._given.append((found.name, text))
        if found.kind == LIST:
            parts = (text,) if not found.split else tuple(text.split(",")) if text else ()
            self._values[found.name] = (*self._values[found.name], *parts)
            return
        try:
            self._values[found.name] = _READERS[found.kind](text)
        except ValueError as problem:
            fault = f'invalid argument "{text}" for "{found.shown}" flag: {problem}'
            raise usage(fault, self._command) from problem


def _bool(text: str) -> bool:
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f'strconv.ParseBool: parsing "{text}": invalid syntax')


def _int(text: str) -> int:
    try:
        value = int(text, 10)
    except ValueError:
        raise ValueError(f'strconv.ParseInt: parsing "{text}": invalid syntax') from None
    if abs(value) >= 2**31:
        raise ValueError(f'strconv.ParseInt: parsing "{text}": value out of range')
    return value


def _span(text: str) -> int:
    return duration.parse(text)


_READERS: dict[str, Any] = {BOOL: _bool, TEXT: str, INT: _int, DURATION: _span}
