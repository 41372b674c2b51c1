"""Quoted strings of JSONPath templates: Go's escapes, in single or double quotes."""

from __future__ import annotations

from typing import Final

_SIMPLE: Final = {
    "a": b"\a", "b": b"\b", "f": b"\f", "n": b"\n", "r": b"\r", "t": b"\t", "v": b"\v",
    "\\": b"\\",
}  # fmt: skip
_HEX_DIGITS: Final = {"x": 2, "u": 4, "U": 8}
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_SYNTAX: Final = "invalid syntax"


def unquote(word: str) -> str:
    """What a quoted word stands for. Raises ValueError (jsonpath.UnquoteExtend)."""
    if len(word) < 2 or word[0] != word[-1] or word[0] not in "\"'":
        raise ValueError(_SYNTAX)
    quote, inside = word[0], word[1:-1]
    if "\\" not in inside and quote not in inside:
        return inside
    out, at = bytearray(), 0
    while at < len(inside):
        piece, at = _next(inside, at, quote)
        out += piece
    return out.decode("utf-8", "replace")


def _next(text: str, at: int, quote: str) -> tuple[bytes, int]:
    char = text[at]
    if char == quote:
        raise ValueError(_SYNTAX)
    if char != "\\":
        return char.encode("utf-8", "replace"), at + 1
    escape = text[at + 1 : at + 2]
    if escape in _SIMPLE:
        return _SIMPLE[escape], at + 2
    if escape and escape == quote:
        return quote.encode(), at + 2
    if escape in _HEX_DIGITS:
        return _hexadecimal(text, at + 2, escape)
    return _octal(text, at + 1)


def _hexadecimal(text: str, at: int, escape: str) -> tuple[bytes, int]:
    digits = text[at : at + _HEX_DIGITS[escape]]
    if len(digits) < _HEX_DIGITS[escape] or not _HEX.issuperset(digits):
        raise ValueError(_SYNTAX)
    code, end = int(digits, 16), at + len(digits)
    if escape == "x":
        return bytes([code]), end
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise ValueError(_SYNTAX)
    return chr(code).encode(), end


def _octal(text: str, at: int) -> tuple[bytes, int]:
    digits = text[at : at + 3]
    if len(digits) < 3 or not frozenset("01234567").issuperset(digits) or int(digits, 8) > 255:
        raise ValueError(_SYNTAX)
    return bytes([int(digits, 8)]), at + 3
