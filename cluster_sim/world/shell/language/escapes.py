"""Backslash escapes of ``echo -e``, ``printf`` and the like."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(0[0-7]{0,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|.)", re.DOTALL)
_SINGLE = {
    "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v",
    "e": "\x1b", "E": "\x1b",
}  # fmt: skip


def unescaped(text: str) -> tuple[str, bool]:
    """A text with its backslash escapes replaced, up to ``\\c`` if there is one."""
    text, cut, _ = text.partition("\\c")
    return _ESCAPE.sub(_character, text), bool(cut)


def _character(match: re.Match[str]) -> str:
    code = match.group(1)
    if code in _SINGLE:
        return _SINGLE[code]
    if code[0] == "0":
        return chr(int(code, 8) & 255) or "\0"
    if code[0] in "xu" and len(code) > 1:
        found = chr(int(code[1:], 16))
        return found if found.isprintable() or found.isspace() else "\N{REPLACEMENT CHARACTER}"
    return match.group()
