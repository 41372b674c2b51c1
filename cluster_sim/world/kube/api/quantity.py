"""Quantities of resources: ``500m``, ``1.5Gi``, ``2e3``.

Grammar, rounding and canonical form follow k8s.io/apimachinery/pkg/api/resource (quantity.go,
suffix.go, amount.go): a value keeps at most nine decimals (rounded away from zero), a binary one
is capped at 2**63-1, and the canonical form has no fraction and the largest suffix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

BINARY_SI: Final = "BinarySI"
DECIMAL_SI: Final = "DecimalSI"
DECIMAL_EXPONENT: Final = "DecimalExponent"

MAX_INT64: Final = 2**63 - 1
_NANO: Final = -9
# Digits that an int64 is sure to hold; a shorter number takes the exact path of the parser.
_INT64_DIGITS: Final = 18
# Beyond it a value is far above every int64: there is no need to write out its digits.
_HUGE_EXPONENT: Final = 400
# Longer texts are refused: Python does not turn them into numbers.
_MAX_TEXT: Final = 1024

_PATTERN: Final = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$"
_SPLIT = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)", re.ASCII)
_BINARY: Final = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL: Final = {
    "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
}  # fmt: skip
_BINARY_SUFFIX: Final = {power: suffix for suffix, power in _BINARY.items()}
_DECIMAL_SUFFIX: Final = {power: suffix for suffix, power in _DECIMAL.items()}

_CACHE_SIZE: Final = 8192


class QuantityError(ValueError):
    """The text is no quantity; the message is the one of resource.ParseQuantity."""


WRONG_FORMAT: Final = f"quantities must match the regular expression '{_PATTERN}'"
WRONG_NUMBER: Final = "unable to parse numeric part of quantity"
WRONG_SUFFIX: Final = "unable to parse quantity's suffix"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A parsed quantity: ``mantissa`` × 10**``exponent``, its format and the text it prints."""

    mantissa: int
    exponent: int
    format: str
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> Fraction:
        """The exact value; a giant's (above 10**400) is one that is as good as it."""
        return self.mantissa * Fraction(10) ** min(self.exponent, _HUGE_EXPONENT)

    def scaled(self, power: int) -> int:
        """The value divided by 10**``power``, rounded away from zero, within int64."""
        return _clamped(_scaled(self.mantissa, self.exponent - power))


def parse(text: str | int | float) -> Quantity:
    """The quantity a manifest holds (a JSON number is read by its text). Raises QuantityError."""
    key = text if isinstance(text, str) else repr(text)
    found = _parsed.get(key)
    if found is None:
        found = _parse(key)
        if len(_parsed) >= _CACHE_SIZE:
            _parsed.clear()
        _parsed[key] = found
    return found


def milli(text: str | int | float) -> int:
    """The value in thousandths, rounded up: ``milli("1.5") == 1500``. Raises QuantityError."""
    try:
        return _milli[text]
    except KeyError:
        return _remember(_milli, text, parse(text).scaled(-3))


def whole(text: str | int | float) -> int:
    """The value in whole units, rounded up: ``whole("1Ki") == 1024``. Raises QuantityError."""
    try:
        return _whole[text]
    except KeyError:
        return _remember(_whole, text, parse(text).scaled(0))


def canonical(text: str | int | float) -> str:
    """The text the API server gives back for it. Raises QuantityError."""
    return parse(text).text


def of(value: Fraction | int, form: str = DECIMAL_SI) -> Quantity:
    """The quantity of an exact value; more than nine decimals are rounded away from zero."""
    mantissa = _rounded_fraction(Fraction(value) * 10**-_NANO)
    return _made(mantissa, _NANO, form)


def of_milli(value: int, form: str = DECIMAL_SI) -> Quantity:
    """The quantity of so many thousandths."""
    return of_scaled(value, -3, form)


def of_scaled(value: int, exponent: int, form: str = DECIMAL_SI) -> Quantity:
    """The quantity of ``value`` × 10**``exponent``."""
    return _made(value, exponent, form)


def add(left: Quantity, right: Quantity) -> Quantity:
    """The sum, in the format of ``left`` (of ``right`` when ``left`` is zero)."""
    exponent = min(left.exponent, right.exponent)
    total = _scaled(left.mantissa, left.exponent - exponent)
    total += _scaled(right.mantissa, right.exponent - exponent)
    return _made(total, exponent, left.format if left.mantissa else right.format)


_parsed: dict[str, Quantity] = {}
_milli: dict[str | int | float, int] = {}
_whole: dict[str | int | float, int] = {}


def _remember(cache: dict[str | int | float, int], text: str | int | float, value: int) -> int:
    if len(cache) >= _CACHE_SIZE:
        cache.clear()
    cache[text] = value
    return value


def _parse(text: str) -> Quantity:
    match = _SPLIT.fullmatch(text)
    if not text or match is None:
        raise QuantityError(WRONG_FORMAT)
    if len(text) > _MAX_TEXT:
        raise QuantityError(WRONG_NUMBER)
    sign, digits, fraction, suffix = match.groups(default="")
    form, power = _interpret(suffix)
    # A text without any digit reads as zero, but only where the number is short and exact.
    typed = bool(digits or fraction) or text == sign
    digits = digits.lstrip("0") or "0"
    mantissa = int(digits + fraction) * (-1 if sign == "-" else 1)
    if form == BINARY_SI:
        return _binary(text, mantissa, -len(fraction), power, digits, typed)
    return _decimal(text, mantissa, power - len(fraction), form, digits + fraction, typed)


def _interpret(suffix: str) -> tuple[str, int]:
    if suffix in _DECIMAL:
        return DECIMAL_SI, _DECIMAL[suffix]
    if suffix in _BINARY:
        return BINARY_SI, _BINARY[suffix]
    if len(suffix) > 1 and suffix[0] in "eE" and re.fullmatch(r"[-+]?[0-9]+", suffix[1:]):
        power = int(suffix[1:])
        if -(2**63) <= power < 2**63:
            return DECIMAL_EXPONENT, power
    raise QuantityError(WRONG_SUFFIX)


def _decimal(
    text: str, mantissa: int, exponent: int, form: str, digits: str, typed: bool
) -> Quantity:
    if len(digits) > _INT64_DIGITS or exponent < _NANO:
        if not typed:
            raise QuantityError(WRONG_NUMBER)
        return _made(*_at_least_nano(mantissa, exponent), form)
    # Text that is already canonical is kept as it was typed, "1E3" and "1.250" included.
    if exponent % 3 == 0 and not digits.endswith("000") and digits[0] != "0":
        return Quantity(mantissa, exponent, form, text)
    return _made(mantissa, exponent, form)


def _binary(
    text: str, mantissa: int, exponent: int, power: int, digits: str, typed: bool
) -> Quantity:
    if exponent == 0 and 15 - len(digits) - power * 3 // 10 - 1 >= 0:
        if mantissa & 7:
            return Quantity(mantissa << power, 0, BINARY_SI, text)
        return _made(mantissa << power, 0, BINARY_SI)
    if not typed:
        raise QuantityError(WRONG_NUMBER)
    mantissa, exponent = _at_least_nano(mantissa << power, exponent)
    limit = _scaled(MAX_INT64, -exponent)
    mantissa = max(-limit, min(limit, mantissa))
    below_one = 0 < abs(mantissa) < _scaled(1, -exponent)
    return _made(mantissa, exponent, DECIMAL_SI if below_one else BINARY_SI)


def _made(mantissa: int, exponent: int, form: str) -> Quantity:
    return Quantity(mantissa, exponent, form, _text(mantissa, exponent, form))


def _text(mantissa: int, exponent: int, form: str) -> str:
    if mantissa == 0:
        return "0"
    if form == BINARY_SI:
        scaled = _exact_integer(mantissa, exponent)
        if scaled is not None and abs(scaled) >= 1024:
            return _binary_text(scaled)
        form = DECIMAL_SI
    mantissa, exponent = _canonical_decimal(mantissa, exponent)
    if form == DECIMAL_SI:
        return f"{mantissa}{_DECIMAL_SUFFIX.get(exponent, '')}"
    return f"{mantissa}e{exponent}" if exponent else str(mantissa)


def _exact_integer(mantissa: int, exponent: int) -> int | None:
    if exponent >= 0:
        return _scaled(mantissa, exponent)
    value, rest = divmod(mantissa, 10**-exponent)
    return None if rest else value


def _binary_text(value: int) -> str:
    power = 0
    while value % 1024 == 0 and power < 60:
        value //= 1024
        power += 10
    return f"{value}{_BINARY_SUFFIX.get(power, '')}"


def _canonical_decimal(mantissa: int, exponent: int) -> tuple[int, int]:
    digits = str(mantissa)
    zeros = len(digits) - len(digits.rstrip("0"))
    mantissa //= 10**zeros
    exponent += zeros
    extra = exponent % 3
    return mantissa * 10**extra, exponent - extra


def _at_least_nano(mantissa: int, exponent: int) -> tuple[int, int]:
    if exponent >= _NANO:
        return mantissa, exponent
    return _scaled(mantissa, exponent - _NANO), _NANO


def _scaled(mantissa: int, power: int) -> int:
    """``mantissa`` × 10**``power`` rounded away from zero."""
    if power >= 0:
        return mantissa * 10 ** min(power, _HUGE_EXPONENT)
    if -power > len(str(mantissa)):
        return (mantissa > 0) - (mantissa < 0)
    return _rounded_fraction(Fraction(mantissa, 10**-power))


def _rounded_fraction(value: Fraction) -> int:
    size = -(-abs(value.numerator) // value.denominator)
    return -size if value < 0 else size


def _clamped(value: int) -> int:
    return max(-MAX_INT64 - 1, min(MAX_INT64, value))
