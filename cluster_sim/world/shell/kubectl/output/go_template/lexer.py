"""The words of a Go template (text/template/parse/lex.go)."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

TEXT, OPEN, CLOSE, EOF, ERROR = "text", "{{", "}}", "EOF", "error"
FIELD, VARIABLE, NAME, NUMBER, STRING, CHAR = "field", "variable", "name", "number", "string", "c"
KEYWORD = "keyword"
KEYWORDS = frozenset(
    [
        "block",
        "break",
        "continue",
        "define",
        "else",
        "end",
        "if",
        "range",
        "nil",
        "template",
        "with",
    ]
)
_SPACES = " \t\r\n"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(
    r"[+-]?(?:0[xX][\da-fA-F_]*|0[bB][\d_]*|0[oO][\d_]*|[\d_]*\.?[\d_]*(?:[eE][+-]?[\d_]*)?)"
)
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_CHARACTER = re.compile(r"'(?:[^'\\\n]|\\[^\n])*'")


@dataclass(frozen=True, slots=True)
class Token:
    """``at`` counts characters from the template's start; ``spaced``: a blank comes before."""

    kind: str
    text: str
    at: int
    spaced: bool = False


class _Stop(Exception):
    pass


def tokens(template: str) -> list[Token]:
    """The words up to the end (EOF) or to the first that is none (ERROR, with the message)."""
    lexer = _Lexer(template)
    with contextlib.suppress(_Stop):
        lexer.read()
    return lexer.found


class _Lexer:
    def __init__(self, template: str) -> None:
        self._template, self._at, self._depth = template, 0, 0
        self._spaced = False
        self.found: list[Token] = []

    def read(self) -> None:
        trim = False
        while True:
            start = self._template.find("{{", self._at)
            piece = self._template[self._at : start if start >= 0 else None]
            kept = piece.lstrip(_SPACES) if trim else piece
            if start >= 0 and self._is_trim(start + 2):
                kept = kept.rstrip(_SPACES)
            if kept:
                self._add(TEXT, kept)
            if start < 0:
                self._at = len(self._template)
                self._add(EOF, "")
                return
            trim = self._read_braces(start)

    def _is_trim(self, at: int) -> bool:
        return self._template[at : at + 1] == "-" and self._template[at + 1 : at + 2] in [*_SPACES]

    def _read_braces(self, start: int) -> bool:
        """Read what ``{{`` begins; whether blanks after it are to go."""
        self._at = start
        inside = start + (4 if self._is_trim(start + 2) else 2)
        if self._template.startswith("/*", inside):
            return self._skip_comment(inside)
        self._add(OPEN, "{{")
        self._at, self._spaced, self._depth = inside, False, 0
        while True:
            blank = re.compile(r"[ \t\r\n]*").match(self._template, self._at)
            end = blank.end() if blank else self._at
            trim = end > self._at and self._template.startswith("-}}", end)
            if trim or self._template.startswith("}}", end):
                self._spaced, self._at = end > self._at, end
                if self._depth:
                    self._fail("unclosed left paren")
                self._add(CLOSE, "}}")
                self._at += 3 if trim else 2
                return trim
            self._spaced, self._at = end > self._at, end
            self._read_word()

    def _skip_comment(self, inside: int) -> bool:
        end = self._template.find("*/", inside)
        if end < 0:
            self._fail("unclosed comment")
        end += 2
        trim = self._template[end : end + 1] in [*_SPACES] and self._template.startswith(
            "-}}", end + 1
        )
        if not trim and not self._template.startswith("}}", end):
            self._fail("comment ends before closing delimiter")
        self._at = end + (4 if trim else 2)
        return trim

    def _read_word(self) -> None:
        char = self._template[self._at : self._at + 1]
        following = self._template[self._at + 1 : self._at + 2]
        if not char:
            self._fail("unclosed action")
        elif char in ".$" and not (char == "." and following.isdecimal()):
            self._read_path(char)
        elif char.isdecimal() or char in "+-.":
            self._read_number()
        elif char == '"':
            self._read_quoted(_QUOTED, "unterminated quoted string")
        elif char == "'":
            self._read_quoted(_CHARACTER, "unterminated character constant")
        elif char == "`":
            self._read_quoted(re.compile(r"`[^`]*`"), "unterminated raw quoted string")
        elif char.isalnum() or char == "_":
            self._read_name()
        else:
            self._read_sign(char, following)

    def _read_path(self, first: str) -> None:
        word = _WORD.match(self._template, self._at + 1)
        if word is None and self._ends(self._at + 1):
            self._take(VARIABLE if first == "$" else KEYWORD, 1)
            return
        length = 1 + (len(word.group()) if word else 0)
        if not self._ends(self._at + length):
            self._bad_character(self._at + length)
        self._take(VARIABLE if first == "$" else FIELD, length)

    def _read_name(self) -> None:
        word = _WORD.match(self._template, self._at)
        name = word.group() if word else ""
        if not self._ends(self._at + len(name)):
            self._bad_character(self._at + len(name))
        self._take(KEYWORD if name in KEYWORDS else NAME, len(name))

    def _read_number(self) -> None:
        found = _NUMBER.match(self._template, self._at)
        end = max(found.end() if found else 0, self._at + 1)
        after = self._template[end : end + 1]
        if after and (after.isalnum() or after in "_+-"):
            self._fail(f'bad number syntax: "{self._template[self._at : end + 1]}"')
        self._take(NUMBER, end - self._at)

    def _read_quoted(self, pattern: re.Pattern[str], fault: str) -> None:
        found = pattern.match(self._template, self._at)
        if found is None:
            self._fail(fault)
        else:
            self._take(CHAR if fault.endswith("constant") else STRING, len(found.group()))

    def _read_sign(self, char: str, following: str) -> None:
        if char == ":":
            if following != "=":
                self._fail("expected :=")
            self._take("sign", 2)
            return
        if char == "(":
            self._depth += 1
        elif char == ")":
            self._depth -= 1
            if self._depth < 0:
                self._fail("unexpected right paren")
        elif not " " < char < "\x7f":
            self._fail(f"unrecognized character in action: {_code_point(char)}")
        self._take("sign", 1)

    def _ends(self, at: int) -> bool:
        char = self._template[at : at + 1]
        return not char or char in " \t\r\n.,|:()" or self._template.startswith("}}", at)

    def _bad_character(self, at: int) -> None:
        self._fail(f"bad character {_code_point(self._template[at])}")

    def _take(self, kind: str, length: int) -> None:
        self._add(kind, self._template[self._at : self._at + length])
        self._at += length

    def _add(self, kind: str, text: str) -> None:
        self.found.append(Token(kind, text, self._at, self._spaced))

    def _fail(self, message: str) -> None:
        self._add(ERROR, message)
        raise _Stop


def _code_point(char: str) -> str:
    shown = f" '{char}'" if char.isprintable() else ""
    return f"U+{ord(char):04X}{shown}"
