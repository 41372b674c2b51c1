"""``-o kyaml``: YAML in braces, strings always quoted (cli-runtime/pkg/printers/kyaml.go)."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_PLAIN: Final = re.compile(r"\w[\w./-]*")
_NUMBER: Final = re.compile(
    r"[-+]?(0x[0-9a-f_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?)"
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_WORDS: Final = frozenset(
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "inf", "nan"]
)
_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\x1b": "\\e",
    "\f": "\\f",
    "\r": "\\r",
    "\v": "\\v",
    "\0": "\\0",
    "\x85": "\\N",
    "\xa0": "\\_",
    "\u2028": "\\L",
    "\u2029": "\\P",
    "\ufeff": "\\uFEFF",
}


def dumps(value: Any) -> str:
    """The value as one document with its ``---``, its keys as they come; ends a line."""
    return f"---\n{_shown(value, '')}\n"


def _shown(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        return _mapping(value, indent)
    if isinstance(value, list):
        return _sequence(value, indent)
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else f"{value:g}"
    return json.dumps(value)


def _mapping(value: dict[str, Any], indent: str) -> str:
    inner = f"{indent}  "
    pairs = [f"{inner}{_key(key)}: {_shown(value[key], inner)},\n" for key in value]
    return f"{{\n{''.join(pairs)}{indent}}}" if pairs else "{}"


def _sequence(value: list[Any], indent: str) -> str:
    """Items on lines of their own, unless all of them have brackets themselves."""
    if all(isinstance(item, dict | list) for item in value):
        return f"[{', '.join(_shown(item, indent) for item in value)}]"
    inner = f"{indent}  "
    items = [f"{inner}{_shown(item, inner)},\n" for item in value]
    return f"[\n{''.join(items)}{indent}]"


def _key(key: str) -> str:
    """Quoted unless nobody could take it for something other than a text."""
    word = key.lower()
    mistakable = word in _WORDS or _NUMBER.fullmatch(word) or _DATE.fullmatch(word)
    return key if _PLAIN.fullmatch(key) and not mistakable else f'"{_escaped(key)}"'


def _text(value: str, indent: str) -> str:
    if "\n" not in value:
        return f'"{_escaped(value)}"'
    inner = f"{indent}  "
    *lines, last = value.split("\n")
    shown = [f"{inner}{_line(line)}\\n\\\n" for line in lines]
    if last:
        shown.append(f"{inner}{_line(last)}\\\n")
    return f'"\\\n{"".join(shown)}{inner}"'


def _line(line: str) -> str:
    """A line of a longer text; a backslash keeps its leading blanks from being folded away."""
    return f"{chr(92) if line.startswith((' ', chr(9))) else ' '}{_escaped(line)}"


def _escaped(text: str) -> str:
    return "".join(
        _ESCAPES.get(character)
        or (f"\\x{ord(character):02x}" if ord(character) < 32 and character != "\t" else character)
        for character in text
    )
