"""Which style a YAML scalar takes: plain, quoted or a literal block.

kubectl's YAML comes from sigs.k8s.io/yaml, a fork of go-yaml v2: a string is quoted when
YAML 1.1 would read it as something else (resolve.go), and the emitter falls back from plain
to single to double quotes by the characters in it (emitterc.go, after libyaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that YAML 1.1 reads as a boolean, null, infinity or not-a-number.
_WORDS = frozenset(
    (
        *("", "~", "null", "Null", "NULL", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"),
        *("n", "N", "no", "No", "NO", "off", "Off", "OFF", "true", "True", "TRUE"),
        *("false", "False", "FALSE", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"),
        *("+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"),
    )
)

_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", re.ASCII)
_DOT_FLOAT = re.compile(r"\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$", re.ASCII)
_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$", re.ASCII)
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"([Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](?:[01]\d|2[0-4]):(?:[0-5]\d|60))"
    r"| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$",
    re.ASCII,
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

BREAKS = "\r\n\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Styles:
    """Which styles a string may take without changing its meaning."""

    plain: bool
    single: bool
    literal: bool


def looks_typed(text: str) -> bool:
    """Whether YAML 1.1 would read the bare word as anything but a string."""
    if text in _WORDS:
        return True
    if text[0] == ".":
        return _DOT_FLOAT.match(text) is not None
    if text[0] not in "+-0123456789":
        return False
    bare = text.replace("_", "")
    patterns = (_INTEGER, _FLOAT)
    return (
        any(pattern.match(bare) for pattern in patterns)
        or _BASE_60.match(text) is not None
        or _is_date(text)
    )


_A_BREAK = re.compile(f"[{BREAKS}]")
# What YAML 1.1 does not let stand unescaped (go-yaml knows nothing beyond U+FFFD).
_ODD = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")


def styles(text: str) -> Styles:
    """The styles allowed for a string, by its characters alone."""
    if not text:
        return Styles(plain=True, single=True, literal=False)
    odd = _ODD.search(text) is not None
    space_break = re.search(rf" [{BREAKS}]", text) is not None
    break_space = re.search(rf"[{BREAKS}] ", text) is not None
    edges = " " + BREAKS
    fragile = odd or space_break
    return Styles(
        plain=not (
            fragile
            or text[0] in edges
            or text[-1] in edges
            or _A_BREAK.search(text) is not None
            or _indicates(text)
        ),
        single=not (fragile or break_space),
        literal=not (fragile or text[-1] == " "),
    )


def _indicates(text: str) -> bool:
    """Whether some character would be taken for YAML syntax in a plain scalar."""
    if text.startswith(("---", "...")) or text[0] in "#,[]{}&*!|>'\"%@`":
        return True
    if text[0] in "?:-" and (len(text) == 1 or text[1] in " \t"):
        return True
    return (
        re.search(r":([ \t]|$)|[\s\0]#", text[1:]) is not None
        or re.match(r"[ \t]#", text) is not None
    )


def printable(char: str) -> bool:
    """Whether the character may stand unescaped."""
    return _ODD.match(char) is None


def _is_date(text: str) -> bool:
    found = _DATE.match(text)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12:
        return False
    if not 1 <= day <= _DAYS[month - 1] + (1 if leap and month == 2 else 0):
        return False
    hour, minute, second = (
        int(first or second or 0)
        for first, second in zip(found.group(5, 6, 7), found.group(8, 9, 10), strict=True)
    )
    return hour <= 23 and minute <= 59 and second <= 59
