"""A script cut into words and operators, with what a shell expands marked inside the words."""

from __future__ import annotations

import re
from typing import NamedTuple


class Part(NamedTuple):
    """Kind ``text``, ``variable``, ``command`` or ``sum``; ``quoted`` parts are never split."""

    kind: str
    text: str
    quoted: bool


class Token(NamedTuple):
    """An operator, or a word made of parts; ``text`` is the word as written."""

    operator: str
    parts: tuple[Part, ...]
    text: str


class ScriptError(ValueError):
    """The shell cannot read the script; the message is ash's."""


_OPERATORS = (
    "&&", "||", ";;", ">>", "2>>", "2>&1", "1>&2", ">&2", ">&1", "&>", "2>", "1>",
    ";", "&", "|", "(", ")", ">", "<", "\n",
)  # fmt: skip
_BY_LENGTH = tuple(sorted(_OPERATORS, key=len, reverse=True))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9?$#@*!-]")
_MOST = 16_384


def tokens(script: str) -> list[Token]:
    """The tokens of a script; ScriptError for an unterminated quote or a script too long."""
    if len(script) > _MOST:
        raise ScriptError("sh: script too long")
    return _Cutter(script).cut()


class _Cutter:
    def __init__(self, script: str) -> None:
        self.script = script
        self.at = 0

    def cut(self) -> list[Token]:
        found = []
        while self.at < len(self.script):
            char = self.script[self.at]
            if char in " \t" or self.script.startswith("\\\n", self.at):
                self.at += 1 if char in " \t" else 2
            elif char == "#":
                self._skip_comment()
            else:
                operator = self._operator()
                found.append(Token(operator, (), operator) if operator else self._word())
        return found

    def _skip_comment(self) -> None:
        end = self.script.find("\n", self.at)
        self.at = len(self.script) if end < 0 else end

    def _operator(self) -> str:
        for operator in _BY_LENGTH:
            if self.script.startswith(operator, self.at):
                self.at += len(operator)
                return operator
        return ""

    def _word(self) -> Token:
        start, parts = self.at, list[Part]()
        while self.at < len(self.script):
            char = self.script[self.at]
            if char in " \t\n;&|()<>":
                break
            parts.extend(self._part(char))
        return Token("", tuple(parts), self.script[start : self.at])

    def _part(self, char: str) -> list[Part]:
        if char == "'":
            return [Part("text", self._until("'"), True)]
        if char == '"':
            return self._double_quoted()
        if char in "$`":
            return [self._expansion(char, False)]
        if char == "\\":
            self.at += 2
            return [Part("text", self.script[self.at - 1 : self.at], True)]
        start = self.at
        while self.at < len(self.script) and self.script[self.at] not in " \t\n;&|()<>'\"$`\\":
            self.at += 1
        return [Part("text", self.script[start : self.at], False)]

    def _until(self, quote: str) -> str:
        end = self.script.find(quote, self.at + 1)
        if end < 0:
            raise ScriptError("sh: syntax error: unterminated quoted string")
        text = self.script[self.at + 1 : end]
        self.at = end + 1
        return text

    def _double_quoted(self) -> list[Part]:
        self.at += 1
        parts, text = [Part("text", "", True)], ""
        while self.at < len(self.script):
            char = self.script[self.at]
            if char == '"':
                self.at += 1
                return [*parts, Part("text", text, True)]
            if char == "\\" and self.script[self.at + 1 : self.at + 2] in ("$", "`", '"', "\\"):
                text += self.script[self.at + 1]
                self.at += 2
            elif char in "$`":
                parts.extend((Part("text", text, True), self._expansion(char, True)))
                text = ""
            else:
                text += char
                self.at += 1
        raise ScriptError("sh: syntax error: unterminated quoted string")

    def _expansion(self, char: str, quoted: bool) -> Part:
        if char == "`":
            return Part("command", self._until("`"), quoted)
        rest = self.script[self.at + 1 :]
        if rest.startswith("(("):
            text = self._balanced(3, "))")
            return Part("sum", text, quoted)
        if rest.startswith("("):
            return Part("command", self._balanced(2, ")"), quoted)
        if rest.startswith("{"):
            return Part("variable", self._balanced(2, "}"), quoted)
        match = _NAME.match(rest)
        self.at += 1 + (match.end() if match else 0)
        return Part("variable", match.group(), quoted) if match else Part("text", "$", quoted)

    def _balanced(self, opening: int, closing: str) -> str:
        """The text between brackets that may hold brackets of their own."""
        start, depth = self.at + opening, 0
        place = start
        while place < len(self.script):
            char = self.script[place]
            if depth == 0 and self.script.startswith(closing, place):
                self.at = place + len(closing)
                return self.script[start:place]
            depth += {"(": 1, ")": -1}.get(char, 0) if closing != "}" else 0
            place += 1
        raise ScriptError(f'sh: syntax error: unexpected end of file (expecting "{closing}")')
