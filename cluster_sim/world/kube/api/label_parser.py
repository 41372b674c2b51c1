"""The written form of label selectors: ``app=web,tier in (a,b),!old``.

Grammar and errors follow k8s.io/apimachinery/pkg/labels/selector.go.
"""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.kube.api.requirements import (
    DOES_NOT_EXIST,
    EXISTS,
    Requirement,
    SelectorError,
    check_key,
    requirement,
)

_TOKEN = re.compile(r"[ \t\r\n]*(==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+|$)")
_SYMBOLS: Final = frozenset(("==", "!=", "=", "!", "(", ")", ",", "<", ">"))
_BINARY: Final = ("in", "notin", "=", "==", "!=", "gt", "lt")
_WRITTEN: Final = {"<": "lt", ">": "gt"}


def parse_requirements(text: str) -> list[Requirement]:
    """The requirements of a written selector, sorted by key. Raises SelectorError."""
    return sorted(_Parser(text).requirements(), key=lambda each: each.key)


def _tokens(text: str) -> list[str]:
    # A NUL ends the text, as it does for the lexer of the API server.
    found = _TOKEN.findall(text.partition("\0")[0])
    return [*(token for token in found if token), ""]


class _Parser:
    """Reads the tokens from left to right; the last token, the empty one, is the end."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0

    def requirements(self) -> list[Requirement]:
        found: list[Requirement] = []
        while self._next():
            if not (self._is_name(self._next()) or self._next() == "!"):
                raise SelectorError(
                    f"found '{self._next()}', expected: !, identifier, or 'end of string'"
                )
            found.append(self._requirement())
            self._separator()
        return found

    def _separator(self) -> None:
        token = self._take()
        if token == ",":
            following = self._next()
            if not (self._is_name(following) or following == "!"):
                raise SelectorError(f"found '{following}', expected: identifier after ','")
        elif token:
            raise SelectorError(f"found '{token}', expected: ',' or 'end of string'")
        else:
            self._at -= 1

    def _requirement(self) -> Requirement:
        try:
            return self._read_requirement()
        except SelectorError as error:
            raise SelectorError(f"unable to parse requirement: {error}") from None

    def _read_requirement(self) -> Requirement:
        negated = self._next() == "!"
        if negated:
            self._take()
        key = self._take()
        if not self._is_name(key):
            raise SelectorError(f"found '{key}', expected: identifier")
        check_key(key, "<nil>")
        if negated or self._next() in ("", ","):
            return requirement(key, DOES_NOT_EXIST if negated else EXISTS, ())
        operator = self._operator()
        values = self._values() if operator in ("in", "notin") else {self._exact_value()}
        return requirement(key, operator, tuple(sorted(values)))

    def _operator(self) -> str:
        token = self._take()
        operator = _WRITTEN.get(token, token)
        if operator not in _BINARY or token in ("gt", "lt"):
            raise SelectorError(f"found '{token}', expected: {', '.join(_BINARY)}")
        return operator

    def _values(self) -> set[str]:
        token = self._take()
        if token != "(":
            raise SelectorError(f"found '{token}' expected: '('")
        first = self._next()
        if first == ")":
            self._take()
            return {""}
        if not (self._is_name(first) or first == ","):
            raise SelectorError(f"found '{first}', expected: ',', ')' or identifier")
        values = self._names()
        self._take()
        return values

    def _names(self) -> set[str]:
        """The names up to the closing parenthesis, which is left; blanks count as ``""``."""
        names: set[str] = set()
        while True:
            token = self._take()
            following = self._next()
            if self._is_name(token):
                names.add(token)
                if following not in (",", ")"):
                    raise SelectorError(f"found '{following}', expected: ',' or ')'")
            elif token == ",":
                if not names or following in (")", ","):
                    names.add("")
            else:
                raise SelectorError(f"found '{token}', expected: ',', or identifier")
            if following == ")":
                return names

    def _exact_value(self) -> str:
        if self._next() in ("", ","):
            return ""
        token = self._take()
        if not self._is_name(token):
            raise SelectorError(f"found '{token}', expected: identifier")
        return token

    @staticmethod
    def _is_name(token: str) -> bool:
        return token != "" and token not in _SYMBOLS

    def _next(self) -> str:
        return self._tokens[self._at]

    def _take(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        return token
