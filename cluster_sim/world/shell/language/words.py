"""Words: quotes, escapes and what a dollar begins (POSIX shell, 2.2 and 2.6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cluster_sim.world.shell.language.nodes import Incomplete, Part, ShellSyntaxError, Word
from cluster_sim.world.shell.limits import DEEPEST_NESTING

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SPECIAL = "?#$!@*-0123456789"
_OPERATOR = re.compile(r":[-=+?]|##|%%|//|[-=+?#%/]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', "e": "\x1b", "a": "\a"}
# Reads a command substitution: text, the place after ``$(`` and how deep it lies give the tree and
# the place after ``)``.
Substitution = Callable[[str, int, int], tuple[Any, int]]


def _unmatched(mark: str) -> Incomplete:
    return Incomplete(f"unexpected EOF while looking for matching `{mark}'")


class Reader:
    """Reads words of one text; every method goes from a place to what it read and a place."""

    def __init__(self, text: str, substitution: Substitution, depth: int) -> None:
        self.text = text
        self.substitution = substitution
        self.depth = depth

    def word(self, at: int, ends: str) -> tuple[Word, int]:
        """A word, up to one of ``ends`` outside quotes."""
        parts: list[Part] = []
        while at < len(self.text) and self.text[at] not in ends:
            part, at = self._part(at, ends)
            _join(parts, part)
        return tuple(parts), at

    def inside(self, text: str) -> list[Part]:
        """The parts of a here-document's text, where quotes are just text."""
        return Reader(text, self.substitution, self.depth + 1).quoted(0, "", "")[0]

    def _part(self, at: int, ends: str) -> tuple[Part | list[Part], int]:
        text, character = self.text, self.text[at]
        if character == "'":
            end = text.find("'", at + 1)
            if end < 0:
                raise _unmatched("'")
            return ("quoted", text[at + 1 : end]), end + 1
        if character == '"':
            parts, end = self.quoted(at + 1, '"', '"')
            return parts or [("quoted", "")], end
        if character == "\\":
            if at + 1 >= len(text):
                raise Incomplete("unexpected EOF after `\\'")
            return ([] if text[at + 1] == "\n" else ("quoted", text[at + 1])), at + 2
        if text.startswith("$'", at):
            return self._ansi(at + 2)
        if text.startswith('$"', at):
            return self._part(at + 1, ends)
        if character in "$`":
            return self.dollar(at, False)
        return ("text", character), at + 1

    def quoted(self, at: int, end: str, special: str) -> tuple[list[Part], int]:
        """What stands between double quotes, up to ``end``; the whole text when it is empty."""
        text, parts = self.text, list[Part]()
        while at < len(text) and (not end or text[at] != end):
            if text[at] == "\\" and at + 1 < len(text) and text[at + 1] in f"$`\\\n{special}":
                if text[at + 1] != "\n":
                    _join(parts, ("quoted", text[at + 1]))
                at += 2
            elif text[at] in "$`":
                part, at = self.dollar(at, True)
                _join(parts, part)
            else:
                _join(parts, ("quoted", text[at]))
                at += 1
        if end and at >= len(text):
            raise _unmatched(end)
        return parts, at + 1

    def _ansi(self, at: int) -> tuple[Part, int]:
        text, found = self.text, ""
        while at < len(text) and text[at] != "'":
            if text[at] == "\\" and at + 1 < len(text):
                found += _ESCAPES.get(text[at + 1], text[at : at + 2])
                at += 2
            else:
                found += text[at]
                at += 1
        if at >= len(text):
            raise _unmatched("'")
        return ("quoted", found), at + 1

    def dollar(self, at: int, quoted: bool) -> tuple[Part, int]:
        """What begins with a dollar or a backquote at ``at``."""
        if self.depth > DEEPEST_NESTING:
            raise ShellSyntaxError("maximum nesting level exceeded")
        self.depth += 1
        try:
            return self._dollar(at, quoted)
        finally:
            self.depth -= 1

    def _dollar(self, at: int, quoted: bool) -> tuple[Part, int]:
        text = self.text
        if text[at] == "`":
            return self._backquoted(at, quoted)
        if text.startswith("$((", at):
            found = self._sum(at + 3, quoted)
            if found is not None:
                return found
        if text.startswith("$(", at):
            tree, end = self.substitution(text, at + 2, self.depth)
            return ("command", tree, quoted), end
        if text.startswith("${", at):
            return self._braced(at + 2, quoted)
        name = NAME.match(text, at + 1)
        if name:
            return ("param", name.group(), "", (), quoted), name.end()
        if at + 1 < len(text) and text[at + 1] in _SPECIAL:
            return ("param", text[at + 1], "", (), quoted), at + 2
        return ("quoted" if quoted else "text", "$"), at + 1

    def _backquoted(self, at: int, quoted: bool) -> tuple[Part, int]:
        end = at + 1
        while end < len(self.text) and self.text[end] != "`":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise _unmatched("`")
        inner = re.sub(r"\\([$`\\])", r"\1", self.text[at + 1 : end])
        tree, _ = self.substitution(f"{inner}\n)", 0, self.depth)
        return ("command", tree, quoted), end + 1

    def _sum(self, at: int, quoted: bool) -> tuple[Part, int] | None:
        """``$((…))``; None when it turns out to be a command that begins with a subshell."""
        depth, end = 0, at
        while end < len(self.text):
            if self.text[end] == "(":
                depth += 1
            elif self.text[end] == ")":
                if depth == 0:
                    break
                depth -= 1
            end += 1
        if end >= len(self.text):
            raise _unmatched(")")
        if not self.text.startswith("))", end):
            return None
        inner = self.text[at:end]
        parts = Reader(inner, self.substitution, self.depth).quoted(0, "", '"')[0]
        return ("sum", tuple(parts), quoted), end + 2

    def _braced(self, at: int, quoted: bool) -> tuple[Part, int]:
        text = self.text
        length = text.startswith("#", at) and not text.startswith("#}", at)
        start = at + 1 if length else at
        name = NAME.match(text, start) or re.compile(r"[0-9]+|[?#$!@*-]").match(text, start)
        if name is None:
            raise self._bad(at)
        at = name.end()
        operator, argument = "length" if length else "", ()
        found = None if length else _OPERATOR.match(text, at)
        if found:
            operator = found.group()
            argument, at = self._argument(found.end(), quoted)
        if at >= len(text):
            raise _unmatched("}")
        if text[at] != "}":
            raise self._bad(start)
        return ("param", name.group(), operator, argument, quoted), at + 1

    def _argument(self, at: int, quoted: bool) -> tuple[Any, int]:
        if not quoted:
            return self.word(at, "}")
        # Inside double quotes, single quotes are just characters.
        parts: list[Part] = []
        while at < len(self.text) and self.text[at] != "}":
            if self.text[at] == "'":
                part, at = ("quoted", "'"), at + 1
            elif self.text[at] == '"':
                inner, at = self.quoted(at + 1, '"', '"')
                part = inner  # type: ignore[assignment]
            elif self.text[at] in "\\$`":
                part, at = self._part(at, "}")  # type: ignore[assignment]
            else:
                part, at = ("quoted", self.text[at]), at + 1
            _join(parts, part)
        return tuple(parts), at

    def _bad(self, at: int) -> ShellSyntaxError:
        end = self.text.find("}", at)
        if end < 0:
            return _unmatched("}")
        return ShellSyntaxError(f"${{{self.text[at:end]}}}: bad substitution")


def _join(parts: list[Part], part: Part | list[Part]) -> None:
    """Add a part, or several, joining neighbours that are of one kind of plain text."""
    for new in part if isinstance(part, list) else [part]:
        if parts and new[0] in ("text", "quoted") and parts[-1][0] == new[0]:
            parts[-1] = (new[0], parts[-1][1] + new[1])
        else:
            parts.append(new)
