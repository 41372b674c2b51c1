"""``printf`` of templates: the verbs of Go's fmt for JSON values (fmt/print.go)."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.kube.api import gotext
from cluster_sim.world.shell.kubectl.output.go_template.values import MISSING, type_name

_VERB = re.compile(r"%([-+# 0]*)(\d*)(?:(\.)(\d*))?(.)?", re.DOTALL)
# Go's own limit is a million; nobody lines up columns of more than this.
_WIDEST = 1000
_BASES = {"b": "b", "o": "o", "x": "x", "X": "X"}


def shown(value: Any) -> str:
    """The value as ``%v`` writes it."""
    return "<nil>" if value is MISSING else gotext.shown(value)


def printf(form: str, *values: Any) -> str:
    """The values put into the format, with Go's remarks on what does not fit."""
    left = list(values)

    def put(found: re.Match[str]) -> str:
        flags, width, point, digits, verb = found.groups()
        if not verb:
            return "%!(NOVERB)"
        if verb == "%":
            return "%"
        if not left:
            return f"%!{verb}(MISSING)"
        value = left.pop(0)
        if int(width[:9] or 0) > _WIDEST or int((digits or "")[:9] or 0) > _WIDEST:
            return "%!(BADWIDTH)"
        precision = int(digits or 0) if point else None
        text = _formatted(verb, value, flags, precision)
        if text is None:
            return _bad(verb, value)
        return _padded(text, value, flags, int(width or 0))

    out = _VERB.sub(put, form)
    if left:
        extra = ", ".join(_typed(value) for value in left)
        out += f"%!(EXTRA {extra})"
    return out


def _bad(verb: str, value: Any) -> str:
    return f"%!{verb}({_typed(value)})"


def _typed(value: Any) -> str:
    return "<nil>" if value is None else f"{type_name(value)}={shown(value)}"


def _formatted(verb: str, value: Any, flags: str, precision: int | None) -> str | None:
    if verb == "T":
        return type_name(value)
    if verb == "v":
        return _cut(shown(value), value, precision)
    if isinstance(value, bool):
        return shown(value) if verb == "t" else None
    if isinstance(value, str):
        return _of_string(verb, value, precision)
    if isinstance(value, int):
        return _of_int(verb, value, flags)
    if isinstance(value, float):
        return _of_float(verb, value, flags, precision)
    if isinstance(value, dict):
        pairs = (
            f"{_part(verb, key, flags, precision)}:{_part(verb, value[key], flags, precision)}"
            for key in sorted(value)
        )
        return f"map[{' '.join(pairs)}]"
    if isinstance(value, list):
        return f"[{' '.join(_part(verb, each, flags, precision) for each in value)}]"
    return None


def _part(verb: str, value: Any, flags: str, precision: int | None) -> str:
    text = _formatted(verb, value, flags, precision)
    return _bad(verb, value) if text is None else text


def _cut(text: str, value: Any, precision: int | None) -> str:
    return text[:precision] if isinstance(value, str) and precision is not None else text


def _of_string(verb: str, value: str, precision: int | None) -> str | None:
    text = _cut(value, value, precision)
    if verb == "s":
        return text
    if verb == "q":
        return gotext.quote(text)
    if verb in "xX":
        digits = text.encode(errors="replace").hex()
        return digits.upper() if verb == "X" else digits
    return None


def _of_int(verb: str, value: int, flags: str) -> str | None:
    sign = "+" if "+" in flags and value >= 0 else ""
    if verb == "d":
        return f"{sign}{value}"
    if verb in _BASES:
        return f"{sign}{value:{_BASES[verb]}}"
    if verb in "cq":
        valid = 0 <= value <= 0x10FFFF and not 0xD800 <= value < 0xE000
        char = chr(value) if valid else "\ufffd"
        return char if verb == "c" else f"'{gotext.quote(char)[1:-1]}'"
    return None


def _of_float(verb: str, value: float, flags: str, precision: int | None) -> str | None:
    sign = "+" if "+" in flags and value >= 0 else ""
    if verb in "feEF":
        return f"{sign}{value:.{6 if precision is None else precision}{verb}}"
    if verb in "gG":
        return sign + (shown(value) if precision is None else f"{value:.{precision}{verb}}")
    return None


def _padded(text: str, value: Any, flags: str, width: int) -> str:
    if "-" in flags:
        return text.ljust(width)
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    if "0" in flags and numeric:
        return text.zfill(width)
    return text.rjust(width)
