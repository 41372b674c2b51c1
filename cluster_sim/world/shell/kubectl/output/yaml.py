"""``-o yaml``: what sigs.k8s.io/yaml writes, byte for byte.

Keys sorted with numbers in their natural order, lists not indented under their key, strings
quoted only where YAML 1.1 asks for it, long quoted and plain strings folded after column 80.
"""

from __future__ import annotations

import re
from functools import cmp_to_key
from typing import Any

from cluster_sim.world.kube.api.gotext import shown_float
from cluster_sim.world.shell.kubectl.output.scalar import BREAKS, looks_typed, printable, styles
from cluster_sim.world.shell.limits import MOST_OUTPUT
from cluster_sim.world.shell.process import TooMuchOutput

# The column after which a space becomes a line break (go-yaml's best_width).
_BEST_WIDTH = 80
# A longer key is written with "? " (yaml_emitter_check_simple_key).
_LONGEST_SIMPLE_KEY = 128

_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip

_LINES = re.compile(f"([^{BREAKS}]+)?([{BREAKS}])?")
_RUNS = re.compile(f"[^ {BREAKS}]+|.", re.DOTALL)
_WORDS = re.compile("[^ ]+| ")
_SAFE = re.compile(r"[!#-\[\]-~]+")


def dumps(value: Any) -> str:
    """The value as a YAML document, ending with a line feed.

    TooMuchOutput when it is longer than any line may print.
    """
    emitter = _Emitter()
    emitter.node(value, 0, inline=False)
    return "".join(emitter.parts)


class _Emitter:
    """Writes nodes one after the other; ``column`` is where the next character goes, ``room``
    how many more there may be."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.column = 0
        self.room = MOST_OUTPUT

    def node(self, value: Any, indent: int, inline: bool, under_key: bool = False) -> None:
        """One node and the line feed after it; ``inline``: something stands before it."""
        if isinstance(value, dict) and value:
            self._mapping(value, indent, inline, under_key)
        elif isinstance(value, list) and value:
            self._sequence(value, indent, inline, under_key)
        else:
            self._put(" " if under_key else "")
            if isinstance(value, str):
                self._string(value, indent + (2 if inline else 0))
            else:
                self._put(_bare(value))
            self._line()

    def _mapping(self, value: dict[str, Any], indent: int, inline: bool, under_key: bool) -> None:
        if under_key:
            self._line()
            indent += 2
        first = inline and not under_key
        for key in sorted(value, key=_NATURAL):
            if not first:
                self._put(" " * indent)
            first = False
            if "\n" in key or len(key.encode()) > _LONGEST_SIMPLE_KEY:
                self._complex(key, value[key], indent)
                continue
            self._put(_simple_key(key) + ":")
            self.node(value[key], indent, inline=True, under_key=True)

    def _complex(self, key: str, value: Any, indent: int) -> None:
        """A key too long, or of several lines, to stand before its colon."""
        self._put("? ")
        self._string(key, indent + 2)
        self._line()
        self._put(" " * indent + ": ")
        nested = indent + 2 if isinstance(value, dict | list) and value else indent
        self.node(value, nested, inline=True)

    def _sequence(self, value: list[Any], indent: int, inline: bool, under_key: bool) -> None:
        if under_key:
            self._line()
        first = inline and not under_key
        for item in value:
            if not first:
                self._put(" " * indent)
            first = False
            self._put("- ")
            nested = indent + 2 if isinstance(item, dict | list) and item else indent
            self.node(item, nested, inline=True)

    def _string(self, text: str, indent: int) -> None:
        allowed = styles(text)
        if "\n" in text and allowed.literal:
            self._literal(text, indent)
        elif "\n" in text or looks_typed(text) or not (allowed.plain or allowed.single):
            self._double(text, indent)
        elif allowed.plain:
            self._folded(text, indent, plain=True)
        else:
            self._put("'")
            self._folded(text, indent, plain=False)
            self._put("'")

    def _literal(self, text: str, indent: int) -> None:
        hint = "2" if text[0] in " " + BREAKS else ""
        self._put("|" + hint + _chomping(text))
        self._line()
        for found in _LINES.finditer(text):
            if found[1]:
                self._put(" " * indent + found[1])
            if found[2]:
                self._break(found[2])
        if text[-1] in BREAKS:
            # The document's own line feed follows: take back the one just written.
            self._unline()

    def _folded(self, text: str, indent: int, plain: bool) -> None:
        spaces = False
        for found in _RUNS.finditer(text):
            at, run = found.start(), found.group()
            if run == " ":
                inside = plain or 0 < at < len(text) - 1
                alone = text[at + 1 : at + 2] != " "
                if inside and alone and not spaces and self.column > _BEST_WIDTH:
                    self._line()
                    self._put(" " * indent)
                else:
                    self._put(run)
                spaces = True
            elif run in BREAKS:
                self._break(run)
            else:
                begun = self.column == 0 and at > 0 and text[at - 1] in BREAKS
                self._put(" " * indent if begun else "")
                self._put(run if plain else run.replace("'", "''"))
                spaces = False

    def _double(self, text: str, indent: int) -> None:
        self._put('"')
        spaces = False
        for found in _WORDS.finditer(text):
            at, run = found.start(), found.group()
            if run == " ":
                if 0 < at < len(text) - 1 and not spaces and self.column > _BEST_WIDTH:
                    self._line()
                    self._put(" " * indent + ("\\" if text[at + 1] == " " else ""))
                else:
                    self._put(run)
                spaces = True
            else:
                self._put(run if _SAFE.fullmatch(run) else "".join(map(_escaped, run)))
                spaces = False
        self._put('"')

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.column += len(text)
        self.room -= len(text)
        if self.room < 0:
            raise TooMuchOutput

    def _line(self) -> None:
        self.parts.append("\n")
        self.column = 0

    def _unline(self) -> None:
        self.parts.pop()

    def _break(self, char: str) -> None:
        self.parts.append(char)
        self.column = 0


def _chomping(text: str) -> str:
    if text[-1] not in BREAKS:
        return "-"
    return "+" if len(text) == 1 or text[-2] in BREAKS else ""


def _simple_key(key: str) -> str:
    allowed = styles(key)
    if looks_typed(key) or not (allowed.plain or allowed.single):
        return '"' + "".join(_escaped(char) for char in key) + '"'
    return key if allowed.plain else "'" + key.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    """The character as it stands between double quotes."""
    if char in _ESCAPES:
        return "\\" + _ESCAPES[char]
    if printable(char):
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _bare(value: Any) -> str:
    """What is neither a string nor a collection with something in it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return shown_float(value) if isinstance(value, float) else str(value)


def _natural_order(left: str, right: str) -> int:
    """go-yaml's order of keys: letters after other signs, runs of digits by their value."""
    for at, (a, b) in enumerate(zip(left, right, strict=False)):
        if a == b:
            continue
        if a.isalpha() and b.isalpha():
            return -1 if a < b else 1
        if a.isalpha() or b.isalpha():
            return -1 if b.isalpha() else 1
        return _digit_order(left, right, at)
    return (len(left) > len(right)) - (len(left) < len(right))


def _digit_order(left: str, right: str, at: int) -> int:
    start = 0
    if left[at] == "0" or right[at] == "0":
        before = left[:at]
        run = before[len(before.rstrip("0123456789")) :]
        start = 1 if run.strip("0") else 0
    a_value, a_end = _number(left, at, start)
    b_value, b_end = _number(right, at, start)
    a_key, b_key = (a_value, a_end, left[at]), (b_value, b_end, right[at])
    return -1 if a_key < b_key else 1


def _number(text: str, at: int, value: int) -> tuple[int, int]:
    while at < len(text) and text[at].isdigit():
        value = value * 10 + ord(text[at]) - ord("0")
        at += 1
    return value, at


_NATURAL = cmp_to_key(_natural_order)
