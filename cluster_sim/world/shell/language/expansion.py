"""What words stand for: variables, sums, commands' output, splitting, files (POSIX 2.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cluster_sim.world.shell.language.arithmetic import evaluate
from cluster_sim.world.shell.language.nodes import Part, Tree, Word
from cluster_sim.world.shell.language.parameters import ParameterFault, transformed
from cluster_sim.world.shell.language.patterns import Piece, is_pattern, matching_paths
from cluster_sim.world.shell.limits import LONGEST_EXPANSION, MOST_WORDS

_RANGE = re.compile(r"\{(-?\d{1,6})\.\.(-?\d{1,6})\}")
_CHOICE = re.compile(r"\{([^{}\s]*,[^{}\s]*)\}")
_BLANKS = " \t\n"
_TOO_LONG = "Argument list too long"


class OutputWanted(Exception):
    """The output of a command is needed first; run it, add it to the results, expand again."""

    def __init__(self, tree: Tree | None) -> None:
        super().__init__()
        self.tree = tree


class ExpansionFault(ValueError):
    """More words or characters than a command may have."""


@dataclass
class Scope:
    """What an expansion reads; assignments it makes are kept in ``changed`` until it is whole.

    ``results``: outputs of command substitutions, in the order in which they are met.
    ``children``: the names in a folder, relative to where the shell is. ``special`` answers for
    ``$?`` and the like.
    """

    variables: dict[str, str]
    special: Callable[[str], str | None]
    children: Callable[[str], Iterable[str]]
    home: str
    results: Sequence[str] = ()
    changed: dict[str, str] = field(default_factory=dict)
    met: int = 0
    spent: int = 0

    def get(self, name: str) -> str | None:
        """The value of a variable or special parameter, None when unset."""
        if name in self.changed:
            return self.changed[name]
        if name in self.variables:
            return self.variables[name]
        return self.special(name)

    def set(self, name: str, value: str) -> None:
        """Give a variable a value."""
        self.changed[name] = value

    def spend(self, length: int) -> None:
        """Note so many more characters; ExpansionFault when there are too many."""
        self.spent += length
        if self.spent > LONGEST_EXPANSION:
            raise ExpansionFault(_TOO_LONG)

    def output(self, tree: Tree | None) -> str:
        """The output of a command; OutputWanted when it has not run yet."""
        self.met += 1
        if self.met > len(self.results):
            raise OutputWanted(tree)
        return self.results[self.met - 1]


def fields(words: Iterable[Word], scope: Scope) -> list[str]:
    """The arguments that words come to, split and with files for patterns."""
    found: list[str] = []
    for word in words:
        for braced in _braces(word):
            found += [text for split in _split(braced, scope) for text in _files(split, scope)]
            if len(found) > MOST_WORDS:
                raise ExpansionFault(_TOO_LONG)
    return found


def text(word: Word, scope: Scope) -> str:
    """The one text that a word comes to where nothing is split: assignments, redirections."""
    return "".join(piece for piece, _ in pieces(word, scope))


def pieces(word: Word, scope: Scope) -> list[Piece]:
    """A word as text that remembers what was quoted."""
    found: list[Piece] = []
    for index, part in enumerate(word):
        if part[0] == "text" and index == 0:
            found += _tilde(part[1], scope, len(word) == 1)
        else:
            found.append(_piece(part, scope))
    return found


def _tilde(text: str, scope: Scope, alone: bool) -> list[Piece]:
    if text.startswith("~/") or (text == "~" and alone):
        return [(scope.home, True), (text[1:], False)]
    return [(text, False)]


def _piece(part: Part, scope: Scope) -> Piece:
    piece = _stands_for(part, scope)
    scope.spend(len(piece[0]))
    return piece


def _stands_for(part: Part, scope: Scope) -> Piece:
    match part[0]:
        case "text" | "quoted":
            return part[1], part[0] == "quoted"
        case "param":
            return _parameter(part, scope), bool(part[4])
        case "command":
            return scope.output(part[1]), bool(part[2])
        case _:
            inner = "".join(piece for piece, _ in pieces(part[1], scope))
            return str(evaluate(inner, scope)), bool(part[2])


def _parameter(part: Part, scope: Scope) -> str:
    _, name, operator, argument, _ = part
    value = scope.get(name)
    if operator in ("=", ":="):
        if value is None or (operator == ":=" and not value):
            if not name.isidentifier():
                raise ParameterFault(f"${name}: cannot assign in this way")
            value = "".join(piece for piece, _ in pieces(argument, scope))
            scope.set(name, value)
        return value
    return transformed(value, operator, name, lambda: pieces(argument, scope)) or ""


def _split(word: Word, scope: Scope) -> list[list[Piece]]:
    """The fields of a word: what was not quoted is split at blanks."""
    found: list[list[Piece]] = []
    current: list[Piece] | None = None
    for index, part in enumerate(word):
        for piece in _parts(part, index, len(word), scope):
            if part[0] in ("text", "quoted") or piece[1]:
                if not (_is_all(part) and not piece[0]):
                    current = [*(current or []), piece]
                continue
            lines = piece[0].split()
            if piece[0][:1] in _BLANKS and piece[0] and current is not None:
                found.append(current)
                current = None
            for at, text in enumerate(lines):
                if at and current is not None:
                    found.append(current)
                    current = None
                current = [*(current or []), (text, False)]
            if lines and piece[0][-1] in _BLANKS and current is not None:
                found.append(current)
                current = None
    return found if current is None else [*found, current]


def _parts(part: Part, index: int, count: int, scope: Scope) -> list[Piece]:
    if part[0] == "text" and index == 0:
        return _tilde(part[1], scope, count == 1)
    return [_piece(part, scope)]


def _is_all(part: Part) -> bool:
    """``"$@"``, which without arguments is no word at all."""
    return part[0] == "param" and part[1] == "@"


def _files(pieces_: list[Piece], scope: Scope) -> list[str]:
    plain = "".join(piece for piece, _ in pieces_)
    if not is_pattern(pieces_):
        return [plain]
    return matching_paths(pieces_, scope.children) or [plain]


def _braces(word: Word) -> list[Word]:
    """``a{1..3}`` and ``{x,y}``, one after the other from the left."""
    for index, part in enumerate(word):
        found = part[0] == "text" and (_RANGE.search(part[1]) or _CHOICE.search(part[1]))
        if found:
            before, after = part[1][: found.start()], part[1][found.end() :]
            rest = _braces((("text", after), *word[index + 1 :]) if after else word[index + 1 :])
            head = (*word[:index], *((("text", before),) if before else ()))
            choices = _choices(found)
            if len(choices) * len(rest) > MOST_WORDS:
                raise ExpansionFault(_TOO_LONG)
            return [
                (*head, *((("text", choice),) if choice else ()), *tail)
                for choice in choices
                for tail in rest
            ]
    return [word]


def _choices(found: re.Match[str]) -> list[str]:
    if found.re is _CHOICE:
        return found.group(1).split(",")
    first, last = int(found.group(1)), int(found.group(2))
    if abs(last - first) > MOST_WORDS:
        raise ExpansionFault(_TOO_LONG)
    step = 1 if first <= last else -1
    return [str(number) for number in range(first, last + step, step)]
