"""From the characters of a line to tokens (POSIX shell grammar, 2.3 Token Recognition)."""

from __future__ import annotations

import re

from cluster_sim.world.shell.language import words
from cluster_sim.world.shell.language.nodes import Incomplete, Part, ShellSyntaxError, Token, Word

OPERATORS = (
    "<<<", "&>>", "<<-", "&&", "||", ";;", ">>", "<<", ">&", "<&", "&>", ">|",
    "|&", "|", "&", ";", "<", ">", "(", ")",
)  # fmt: skip
BLANKS = " \t"
_META = " \t\n|&;<>()"
_DESCRIPTOR = re.compile(r"[0-9]+(?=[<>])")


class Lexer:
    """Tokens of ``text`` from ``at`` on, one at a time."""

    def __init__(self, text: str, at: int, substitution: words.Substitution, depth: int) -> None:
        self.text = text
        self.at = at
        self.reader = words.Reader(text, substitution, depth)
        self.documents: list[tuple[str, bool, bool, list[Part]]] = []

    def next(self) -> Token:
        """The next token, ``end`` at the end of the text."""
        self._skip()
        if self.at >= len(self.text):
            if self.documents:
                raise Incomplete(_unfinished_document(self.documents[0][0]))
            return Token("end", "")
        if self.text[self.at] == "\n":
            self.at += 1
            self._read_documents()
            return Token("newline", "\n")
        descriptor = _DESCRIPTOR.match(self.text, self.at)
        if descriptor:
            self.at = descriptor.end()
            return Token("descriptor", descriptor.group())
        for operator in OPERATORS:
            if self.text.startswith(operator, self.at):
                self.at += len(operator)
                return Token("operator", operator)
        return self._word()

    def _skip(self) -> None:
        text = self.text
        while self.at < len(text):
            if text[self.at] in BLANKS:
                self.at += 1
            elif text.startswith("\\\n", self.at):
                self.at += 2
            elif text[self.at] == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            else:
                return

    def _word(self) -> Token:
        start = self.at
        word, self.at = self.reader.word(start, _META)
        return Token("word", self.text[start : self.at], word)

    def document(self, delimiter: Token, tabs: bool) -> Word:
        """A here-document that begins after this line; its text is there once the line ends."""
        plain = "".join(str(part[1]) for part in delimiter.word)
        quoted = any(part[0] != "text" for part in delimiter.word)
        body: list[Part] = []
        self.documents.append((plain, quoted, tabs, body))
        return (("document", body),)

    def _read_documents(self) -> None:
        for delimiter, quoted, tabs, body in self.documents:
            text = self._lines_to(delimiter, tabs)
            body.extend([("quoted", text)] if quoted else self.reader.inside(text))
        self.documents = []

    def _lines_to(self, delimiter: str, tabs: bool) -> str:
        lines: list[str] = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            self.at = min(end + 1, len(self.text))
            line = line.lstrip("\t") if tabs else line
            if line == delimiter:
                return "".join(lines)
            lines.append(f"{line}\n")
        raise Incomplete(_unfinished_document(delimiter))


def _unfinished_document(delimiter: str) -> str:
    return f"here-document delimited by end-of-file (wanted `{delimiter}')"


def unexpected(token: Token) -> ShellSyntaxError:
    """The error of a token that cannot stand where it does."""
    if token.kind == "end":
        return Incomplete("syntax error: unexpected end of file")
    shown = "newline" if token.kind == "newline" else token.raw
    return ShellSyntaxError(f"syntax error near unexpected token `{shown}'")
