"""Text as Go's fmt and strconv packages write it, for messages that must read alike.

Values are JSON values: None, bool, int, float, str, list, dict.
"""

from __future__ import annotations

import json
import math
from typing import Any

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}


def quote(text: str) -> str:
    """The text as ``%q`` writes it: double-quoted, unprintable characters escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    # Go counts only the ASCII space among spaces as printable; Python agrees.
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(value: Any) -> str:
    """The value as ``%v`` writes it: ``map[a:1 b:2]``, ``[x y]``, ``<nil>``."""
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return shown_float(value)
    if isinstance(value, dict):
        return "map[" + " ".join(f"{k}:{shown(value[k])}" for k in sorted(value)) + "]"
    if isinstance(value, list | tuple):
        return "[" + " ".join(map(shown, value)) + "]"
    return str(value)


def shown_float(value: float) -> str:
    """A float64 as ``%v`` writes it: shortest digits, an exponent from 1e21 and below 1e-4."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return _float_text(value, 1e-4, 1e21)


def json_text(value: Any) -> str:
    """The value as ``json.Marshal`` writes it: sorted keys, no blanks, HTML characters escaped.

    Raises ValueError for a number that JSON cannot hold.
    """
    if isinstance(value, dict):
        pairs = (f"{_json_string(k)}:{json_text(value[k])}" for k in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(json_text, value)) + "]"
    return _json_scalar(value)


def json_indented(value: Any, indent: str, margin: str = "") -> str:
    """The value as ``json.MarshalIndent`` writes it, each depth by ``indent``."""
    inner = margin + indent
    if isinstance(value, dict) and value:
        parts = [
            f"{_json_string(k)}: {json_indented(value[k], indent, inner)}" for k in sorted(value)
        ]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{margin}}}"
    if isinstance(value, list | tuple) and value:
        parts = [json_indented(each, indent, inner) for each in value]
        return "[\n" + ",\n".join(inner + part for part in parts) + f"\n{margin}]"
    return json_text(value)


def _json_scalar(value: Any) -> str:
    if isinstance(value, str):
        return _json_string(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"json: unsupported value: {shown_float(value)}")
        return _float_text(value, 1e-6, 1e21)
    return json.dumps(value)


def type_name(value: Any) -> str:
    """The Go type a decoded JSON value has: ``map[string]interface {}``, ``int64``…"""
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int64"
    if isinstance(value, float):
        return "float64"
    if isinstance(value, str):
        return "string"
    return "map[string]interface {}" if isinstance(value, dict) else "[]interface {}"


def _json_string(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    for char, escape in (
        ("&", "\\u0026"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        quoted = quoted.replace(char, escape)
    return quoted


def _float_text(value: float, least: float, most: float) -> str:
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    digits, exponent = _shortest(abs(value))
    sign = "-" if value < 0 else ""
    if least <= abs(value) < most:
        return sign + _plain(digits, exponent)
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _shortest(value: float) -> tuple[str, int]:
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    shift = len(whole) - 1 if whole != "0" else -1 - (len(fraction) - len(fraction.lstrip("0")))
    return digits.rstrip("0") or "0", shift + int(exponent or 0)


def _plain(digits: str, exponent: int) -> str:
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    if len(digits) <= exponent + 1:
        return digits + "0" * (exponent + 1 - len(digits))
    return digits[: exponent + 1] + "." + digits[exponent + 1 :]
