"""Reads JSONPath templates: ``{range .items[*]}{.metadata.name}{"\\n"}{end}``.

Grammar and errors follow k8s.io/client-go/util/jsonpath/parser.go, its oddities included: a
bracket ends at the first ``]``, a quote is escaped by the backslash right before it.
"""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.kube.api.jsonpath_nodes import (
    Actions,
    Field,
    Filter,
    Identifier,
    JSONPathSyntaxError,
    Literal,
    Node,
    Recursive,
    Slice,
    Text,
    Union,
    Wildcard,
)
from cluster_sim.world.kube.api.jsonpath_quote import unquote

_KEY = re.compile(r"'([^']*)'")
_SLICE = re.compile(r"(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?")
_COMPARISON = re.compile(r"([^!<>=]+)([!<>=]+)(.+)")
_TERMINATORS: Final = frozenset(" \t\r\n.,[]$@{}") | {""}
_LINE_ENDS: Final = ("", "\r", "\n")
# Filters hold actions that may hold filters: what no reader writes is refused.
_MAX_NESTING: Final = 50


def parse_template(text: str, nesting: int = 0) -> tuple[Node, ...]:
    """The texts and actions of a template, in order. Raises JSONPathSyntaxError."""
    if nesting > _MAX_NESTING:
        raise JSONPathSyntaxError("template is nested too deeply")
    return _Parser(text, nesting).template()


class _Parser:
    """One pass over the text, a character at a time."""

    def __init__(self, text: str, nesting: int) -> None:
        self._text = text
        self._at = 0
        self._nesting = nesting
        self._nodes: list[Node] = []

    def template(self) -> tuple[Node, ...]:
        """The nodes of the whole text."""
        found: list[Node] = []
        while self._at < len(self._text):
            brace = self._text.find("{", self._at)
            end = len(self._text) if brace < 0 else brace
            if end > self._at:
                found.append(Text(self._text[self._at : end]))
            self._at = end
            if brace >= 0:
                self._at += 1
                found.append(self._actions())
        return tuple(found)

    def _actions(self) -> Actions:
        self._nodes = []
        while not self._starts("}"):
            self._action()
        self._at += 1
        return Actions(tuple(self._nodes))

    def _action(self) -> None:
        if self._starts("[?("):
            return self._filter()
        if self._starts(".."):
            return self._recursive()
        char = self._take()
        if char in _LINE_ENDS:
            raise JSONPathSyntaxError("unclosed action")
        if char in " @$":
            return None
        if char == "[":
            return self._array()
        if char in "\"'":
            return self._quote(char)
        if char == ".":
            return self._field()
        self._at -= 1
        if char in "+-" or char.isdecimal():
            return self._number()
        if _is_alphanumeric(char):
            return self._identifier()
        raise JSONPathSyntaxError(f"unrecognized character in action: {_unicode(char)}")

    def _identifier(self) -> None:
        start = self._at
        while self._peek() not in _TERMINATORS:
            self._at += 1
        word = self._text[start : self._at]
        is_bool = word in ("true", "false")
        self._nodes.append(Literal(word == "true") if is_bool else Identifier(word))

    def _recursive(self) -> None:
        if self._nodes and isinstance(self._nodes[-1], Recursive):
            raise JSONPathSyntaxError("invalid multiple recursive descent")
        self._at += 2
        self._nodes.append(Recursive())
        if _is_alphanumeric(self._peek()):
            self._field()

    def _number(self) -> None:
        start = self._at
        self._at += 1
        while self._peek() == "." or self._peek().isdecimal():
            self._at += 1
        word = self._text[start : self._at]
        try:
            self._nodes.append(Literal(float(word) if "." in word else int(word)))
        except ValueError:
            raise JSONPathSyntaxError(f"cannot parse number {word}") from None

    def _field(self) -> None:
        start = self._at
        while self._peek() not in _TERMINATORS:
            self._at += 2 if self._peek() == "\\" else 1
        self._at = min(self._at, len(self._text))
        name = self._text[start : self._at]
        self._nodes.append(Wildcard() if name == "*" else Field(name.replace("\\", "")))

    def _quote(self, end: str) -> None:
        start = self._at - 1
        while True:
            char = self._take()
            if char in ("", "\n"):
                raise JSONPathSyntaxError("unterminated quoted string")
            if char == end and self._text[self._at - 2] != "\\":
                break
        word = self._text[start : self._at]
        try:
            self._nodes.append(Text(unquote(word)))
        except ValueError as error:
            raise JSONPathSyntaxError(f"unquote string {word} error {error}") from None

    def _array(self) -> None:
        end = self._text.find("]", self._at)
        line = self._text.find("\n", self._at)
        if end < 0 or 0 <= line < end:
            raise JSONPathSyntaxError("unterminated array")
        inside = self._text[self._at : end]
        self._at = end + 1
        if "," in inside:
            parts = (f"[{part.strip(' ')}]" for part in inside.split(","))
            self._nodes.append(Union(tuple(self._nested(part) for part in parts)))
            return
        key = _KEY.fullmatch(inside)
        if key:
            self._nodes.extend(self._nested(f".{key[1]}").nodes)
        else:
            self._nodes.append(_slice(":" if inside == "*" else inside))

    def _filter(self) -> None:
        start = self._at + 3
        end = self._end_of_filter(start)
        if self._text[end + 1 : end + 2] != "]":
            raise JSONPathSyntaxError("unclosed array expect ]")
        self._at = end + 2
        inside = self._text[start:end]
        parts = _COMPARISON.fullmatch(inside)
        if parts is None:
            node = Filter(self._nested(inside), "exists", Actions(()))
        else:
            node = Filter(self._nested(parts[1]), parts[2], self._nested(parts[3]))
        self._nodes.append(node)

    def _end_of_filter(self, start: int) -> int:
        """Where the closing parenthesis is; those inside the first quotes do not count."""
        opened, closed = "", False
        for index in range(start, len(self._text)):
            char = self._text[index]
            if char == "\n":
                break
            if char in "\"'":
                if not opened:
                    opened = char
                elif char == opened and self._text[index - 1] != "\\":
                    closed = True
            elif char == ")" and bool(opened) == closed:
                return index
        raise JSONPathSyntaxError("unterminated filter")

    def _nested(self, text: str) -> Actions:
        node = parse_template(f"{{{text}}}", self._nesting + 1)[0]
        assert isinstance(node, Actions)
        return node

    def _starts(self, prefix: str) -> bool:
        return self._text.startswith(prefix, self._at)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        char = self._peek()
        self._at += 1
        return char


def _slice(text: str) -> Slice:
    match = _SLICE.fullmatch(text)
    if match is None:
        raise JSONPathSyntaxError(f"invalid array index {text}")
    start, end, step = match[1], match[2], match[3]
    return Slice(_index(start), _index((end or ":")[1:]), _index((step or ":")[1:]), end is None)


def _index(text: str) -> int | None:
    if not text:
        return None
    number = int(text) if text != "-" and len(text) < 20 else 2**63
    if not -(2**63) <= number < 2**63:
        raise JSONPathSyntaxError(f"array index {text} is not a number")
    return number


def _is_alphanumeric(char: str) -> bool:
    return char == "_" or char.isalpha() or char.isdecimal()


def _unicode(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"{code} '{char}'" if char.isprintable() else code
