"""Durations: the ages kubectl prints, and Go's ``1h2m3s``.

Ages follow k8s.io/apimachinery/pkg/util/duration; the texts of Go follow time.Duration. All
are integer microseconds here, except where nanoseconds are named.
"""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.kube.api.gotext import quote

MILLISECOND: Final = 1_000
SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND

_UNITS: Final = {
    "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000,
    "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
}  # fmt: skip
_PART = re.compile(r"([0-9]*)(\.[0-9]*)?([^0-9.]*)", re.ASCII)
_MAX_NANOSECONDS: Final = 2**63 - 1


def age(micros: int) -> str:
    """The AGE column: ``70s``, ``2m1s``, ``47h``, ``2d1h``, ``8d``, ``2y12d``.

    A moment in the future by two seconds or more is ``<invalid>``.
    """
    # The published function truncates to whole seconds before it looks at the sign.
    seconds = int(micros / SECOND) if micros < 0 else micros // SECOND
    if seconds < -1:
        return "<invalid>"
    if seconds < 120:
        return f"{max(seconds, 0)}s"
    minutes, hours = seconds // 60, seconds // 3600
    if minutes < 10:
        return _pair(minutes, "m", seconds % 60, "s")
    if minutes < 180:
        return f"{minutes}m"
    if hours < 8:
        return _pair(hours, "h", minutes % 60, "m")
    return f"{hours}h" if hours < 48 else _days(hours)


def _days(hours: int) -> str:
    days = hours // 24
    if days < 8:
        return _pair(days, "d", hours % 24, "h")
    if days < 365 * 2:
        return f"{days}d"
    return _pair(days // 365, "y", days % 365, "d") if days < 365 * 8 else f"{days // 365}y"


def _pair(many: int, unit: str, few: int, small: str) -> str:
    return f"{many}{unit}{few}{small}" if few else f"{many}{unit}"


def parse(text: str) -> int:
    """Microseconds of a Go duration (``1h2m3s``, ``-1.5h``, ``300ms``), what is below dropped.

    Raises ValueError with the message of time.ParseDuration.
    """
    nanoseconds = parse_nanoseconds(text)
    return -(-nanoseconds // 1000) if nanoseconds < 0 else nanoseconds // 1000


def parse_nanoseconds(text: str) -> int:
    """The same in nanoseconds."""
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0
    if not rest:
        raise ValueError(f"time: invalid duration {quote(text)}")
    total = 0
    while rest:
        size, rest = _leading(rest, text)
        total += size
    if total > _MAX_NANOSECONDS + text.startswith("-"):
        raise ValueError(f"time: invalid duration {quote(text)}")
    return -total if text.startswith("-") else total


def _leading(rest: str, text: str) -> tuple[int, str]:
    match = _PART.match(rest)
    assert match is not None
    whole, fraction, unit = match[1], (match[2] or "")[1:], match[3]
    if not whole and not fraction:
        raise ValueError(f"time: invalid duration {quote(text)}")
    if not unit:
        raise ValueError(f"time: missing unit in duration {quote(text)}")
    if unit not in _UNITS:
        raise ValueError(f"time: unknown unit {quote(unit)} in duration {quote(text)}")
    scale = _UNITS[unit]
    size = int(whole or "0") * scale + int(fraction or "0") * scale // 10 ** len(fraction)
    return size, rest[match.end() :]


def text(micros: int) -> str:
    """A duration as Go prints it: ``1h2m3s``, ``1.5s``, ``300ms``, ``0s``."""
    sign, size = ("-" if micros < 0 else ""), abs(micros)
    if size == 0:
        return "0s"
    if size < MILLISECOND:
        return f"{sign}{size}µs"
    if size < SECOND:
        return f"{sign}{_fraction(size, MILLISECOND)}ms"
    minutes, rest = divmod(size, MINUTE)
    seconds = f"{_fraction(rest, SECOND)}s"
    if not minutes:
        return sign + seconds
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}h{minutes}m{seconds}" if hours else f"{sign}{minutes}m{seconds}"


def _fraction(size: int, unit: int) -> str:
    whole, rest = divmod(size, unit)
    if not rest:
        return str(whole)
    decimals = str(rest).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return f"{whole}.{decimals}"
