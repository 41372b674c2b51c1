"""The language of jq as a tree, as much of it as is typed at a prompt (jq's manual).

A tree is ``(kind, …)``: literal, self, descend, index, slice, each, try, pipe, comma, binary,
call, array, object, text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cluster_sim.world.shell.limits import DEEPEST_NESTING

Tree = tuple[Any, ...]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<field>\.[A-Za-z_]\w*)|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<sign>\.\.|//=?|==|!=|<=|>=|\|=|\+=|\?//|[][.|,:;(){}?<>+*/%$=@-])|(?P<quote>\"))"
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("//",), ("or",), ("and",), ("==", "!=", "<", "<=", ">", ">="), ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
_BEYOND = ("if", "reduce", "foreach", "def", "as", "import", "include", "label", "try")
_CONSTANTS = {"null": None, "true": True, "false": False}


class SyntaxFault(ValueError):
    """A program that is none, or that is beyond what is known here."""


def parse(program: str) -> Tree:
    """The tree of a program; SyntaxFault."""
    parser = _Parser(program)
    tree = parser.pipe() if parser.token[1] else ("self",)
    parser.expect("")
    return tree


class _Parser:
    """A recursive descent with one token of look-ahead: (kind, text)."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.depth = depth
        self.token = ("end", "")
        self.take()

    def take(self) -> tuple[str, str]:
        """The present token; the next one is read."""
        token = self.token
        match = _TOKEN.match(self.text, self.at)
        if match:
            self.at = match.end()
            self.token = (str(match.lastgroup), match[str(match.lastgroup)])
        elif self.text[self.at :].strip():
            raise SyntaxFault(f"syntax error, unexpected '{self.text[self.at :].strip()[0]}'")
        else:
            self.token = ("end", "")
        return token

    def sees(self, *texts: str) -> bool:
        """Whether the present token is one of these."""
        return self.token[0] in ("sign", "word") and self.token[1] in texts

    def expect(self, text: str) -> None:
        """Take this very token; the empty one is the end."""
        if self.token[1] != text or self.token[0] == "quote":
            shown = f"'{self.token[1]}'" if self.token[1] else "end of file"
            raise SyntaxFault(f"syntax error, unexpected {shown}")
        self.take()

    def pipe(self) -> Tree:
        """``a | b``, the loosest of all."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise SyntaxFault("nested too deeply")
        trees = [self._comma()]
        while self.sees("|"):
            self.take()
            trees.append(self._comma())
        self.depth -= 1
        return trees[0] if len(trees) == 1 else ("pipe", tuple(trees))

    def _comma(self) -> Tree:
        trees = [self._binary(0)]
        while self.sees(","):
            self.take()
            trees.append(self._binary(0))
        return trees[0] if len(trees) == 1 else ("comma", tuple(trees))

    def _binary(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self._postfix()
        left = self._binary(level + 1)
        while self.sees(*_LEVELS[level]):
            sign = self.take()[1]
            left = ("binary", sign, left, self._binary(level + 1))
        return left

    def _postfix(self) -> Tree:
        tree = self._term()
        while True:
            if self.token[0] == "field":
                tree = ("index", tree, ("literal", self.take()[1][1:]))
            elif self.sees("."):
                self.take()
                if self.token[0] == "quote":
                    tree = ("index", tree, self._text())
                elif not self.sees("["):
                    self.expect("[")
            elif self.sees("["):
                tree = self._brackets(tree)
            elif self.sees("?"):
                self.take()
                tree = ("try", tree)
            else:
                return tree

    def _brackets(self, tree: Tree) -> Tree:
        self.take()
        if self.sees("]"):
            self.take()
            return ("each", tree)
        start = None if self.sees(":") else self.pipe()
        if not self.sees(":"):
            self.expect("]")
            return ("index", tree, start)
        self.take()
        end = None if self.sees("]") else self.pipe()
        self.expect("]")
        return ("slice", tree, start, end)

    def _term(self) -> Tree:
        kind, text = self.token
        if kind == "quote":
            return self._text()
        if kind == "end" or (kind == "sign" and text not in (".", "..", "(", "[", "{", "-")):
            self.expect("a term" if kind == "end" else "")
        if kind == "word":
            return self._call()
        if kind == "field":
            return ("self",)
        self.take()
        if kind == "number":
            return ("literal", float(text) if "." in text else int(text[:17]))
        match text:
            case "..":
                return ("descend",)
            case "-":
                self.depth += 1
                if self.depth > DEEPEST_NESTING:
                    raise SyntaxFault("nested too deeply")
                return ("binary", "-", ("literal", 0), self._postfix())
            case "(":
                tree = self.pipe()
                self.expect(")")
                return tree
            case "[":
                inner = None if self.sees("]") else self.pipe()
                self.expect("]")
                return ("array", inner)
            case "{":
                return self._object()
        if self.token[0] == "quote":
            return ("index", ("self",), self._text())
        return ("self",)

    def _call(self) -> Tree:
        name = self.take()[1]
        if name in _BEYOND:
            raise SyntaxFault(f"'{name}' is not known here")
        if name in _CONSTANTS:
            return ("literal", _CONSTANTS[name])
        arguments = []
        if self.sees("("):
            self.take()
            arguments.append(self.pipe())
            while self.sees(";"):
                self.take()
                arguments.append(self.pipe())
            self.expect(")")
        return ("call", name, tuple(arguments))

    def _object(self) -> Tree:
        entries: list[tuple[Tree, Tree]] = []
        while not self.sees("}"):
            key = self._key()
            if self.sees(":"):
                self.take()
                entries.append((key, self._binary(0)))
            else:
                entries.append((key, ("index", ("self",), key)))
            if not self.sees(","):
                break
            self.take()
        self.expect("}")
        return ("object", tuple(entries))

    def _key(self) -> Tree:
        kind, text = self.token
        if kind == "quote":
            return self._text()
        if kind == "word":
            self.take()
            return ("literal", text)
        self.expect("(")
        tree = self.pipe()
        self.expect(")")
        return tree

    def _text(self) -> Tree:
        """A text between quotes, with what stands in it as ``\\(…)``."""
        pieces: list[Tree] = []
        start = self.at
        while self.at < len(self.text) and self.text[self.at] != '"':
            if self.text.startswith("\\(", self.at):
                pieces.append(("literal", _plain(self.text[start : self.at])))
                inner = _Parser(self.text[self.at + 2 :], self.depth + 1)
                pieces.append(inner.pipe())
                if not inner.sees(")"):
                    inner.expect(")")
                self.at += 2 + inner.at
                start = self.at
            else:
                self.at += 2 if self.text[self.at] == "\\" else 1
        if self.at >= len(self.text):
            raise SyntaxFault("syntax error, unterminated string literal")
        pieces.append(("literal", _plain(self.text[start : self.at])))
        self.at += 1
        self.take()
        return pieces[0] if len(pieces) == 1 else ("text", tuple(pieces))


def _plain(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        raise SyntaxFault(f'syntax error, invalid text "{text[:80]}"') from None
