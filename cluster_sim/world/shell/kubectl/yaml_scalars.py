"""What a scalar of YAML means, as Go's yaml.v2 reads it (resolve.go): YAML 1.1 less base 60.

Dates stay texts, ``yes``, ``on`` and ``y`` are true, ``010`` is eight.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any, Final

_PREFIX: Final = "tag:yaml.org,2002:"


def _cases(*words: str) -> tuple[str, ...]:
    return tuple(case for word in words for case in (word, word.title(), word.upper()))


_WORDS: Final[dict[str, Any]] = {
    **dict.fromkeys(("y", "Y", *_cases("yes", "true", "on")), True),
    **dict.fromkeys(("n", "N", *_cases("no", "false", "off")), False),
    **dict.fromkeys(("", "~", *_cases("null")), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((*_cases(".inf"), ".Inf", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGERS: Final = (
    (re.compile(r"([-+]?)0[xX]([0-9a-fA-F]+)"), 16),
    (re.compile(r"([-+]?)0[bB]([01]+)"), 2),
    (re.compile(r"([-+]?)0[oO]?([0-7]+)"), 8),
    (re.compile(r"([-+]?)([1-9][0-9]*|0)"), 10),
)
_TAGGED: Final[dict[str, Any]] = {
    "int": int,
    "float": (int, float),
    "bool": bool,
    "null": type(None),
}
# strconv.ParseUint of 64 bits; what is more becomes a float.
_MOST: Final = 2**64
_LEAST: Final = -(2**63)
# No number needs more digits than this.
_LONGEST: Final = 400


class BadTag(ValueError):
    """A scalar that its tag does not fit."""


def resolve(text: str, tag: str | None, plain: bool) -> Any:
    """The value of a scalar. ``plain``: it stands without quotes. Raises BadTag."""
    short = (tag or "").removeprefix(_PREFIX)
    if not short or short == "!" or tag == short:
        return _plain(text) if plain and not tag else text
    if short == "str":
        return text
    if short == "binary":
        return _binary(text)
    value = _plain(text)
    if not isinstance(value, _TAGGED.get(short, object)):
        raise BadTag(f"cannot decode !!str `{text}` as a !!{short}")
    return value


def _binary(text: str) -> str:
    try:
        return b64decode(text, validate=True).decode("utf-8", "replace")
    except ValueError:
        raise BadTag("!!binary value contains invalid base64 data") from None


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > _LONGEST:
        return text
    digits = text.replace("_", "")
    for shape, base in _INTEGERS:
        found = shape.fullmatch(digits)
        if found:
            value = int(found[1] + found[2], base)
            if _LEAST <= value < _MOST:
                return value
    return float(digits) if _FLOAT.fullmatch(digits) else text
