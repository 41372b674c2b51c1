"""Numbers, characters and strings as Go source writes them."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.shell.kubectl.output.go_template.values import Int

_ESCAPE = re.compile(
    r"\\(?:([abfnrtv\\\"'])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3}))"
)
_PLAIN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_BASES = {"0x": 16, "0b": 2, "0o": 8}
_MAX = 2**63


def number(text: str) -> Any:
    """The number, whole where it can be. Raises ValueError in text/template's words."""
    plain = text.replace("_", "").lower()
    sign, digits = (-1 if plain.startswith("-") else 1), plain.lstrip("+-")
    try:
        base = _BASES.get(digits[:2], 8 if re.fullmatch("0[0-7]+", digits) else 10)
        whole = sign * int(digits, base)
    except ValueError:
        return _float(text, sign, digits)
    if not -_MAX <= whole < _MAX:
        raise ValueError(f'integer overflow: "{text}"')
    return Int(whole)


def _float(text: str, sign: int, digits: str) -> float:
    try:
        value = sign * float(digits)
    except ValueError:
        raise ValueError(f'illegal number syntax: "{text}"') from None
    if value in (float("inf"), float("-inf")):
        raise ValueError(f'illegal number syntax: "{text}"')
    return value


def string(text: str) -> str:
    """What stands between the quotes. Raises ValueError for an escape that is none."""
    if text.startswith("`"):
        return text[1:-1].replace("\r", "")
    inner, out, at = text[1:-1], "", 0
    while at < len(inner):
        if inner[at] != "\\":
            out, at = out + inner[at], at + 1
            continue
        found = _ESCAPE.match(inner, at)
        if found is None or found.group(1) == "'":
            raise ValueError("invalid syntax")
        out, at = out + _character(found), found.end()
    return out


def character(text: str) -> Int:
    """The code point of ``'a'``. Raises ValueError when it is not one."""
    inner = text[1:-1]
    found = _ESCAPE.fullmatch(inner)
    if found is not None and found.group(1) != '"':
        return Int(ord(_character(found)))
    if len(inner) != 1 or inner == "\\":
        raise ValueError(f"malformed character constant: {text}")
    return Int(ord(inner))


def _character(found: re.Match[str]) -> str:
    plain, byte, short, long, octal = found.groups()
    if plain:
        return _PLAIN.get(plain, plain)
    code = int(octal, 8) if octal else int(byte or short or long, 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or (octal and code > 0xFF):
        raise ValueError("invalid syntax")
    return chr(code)
