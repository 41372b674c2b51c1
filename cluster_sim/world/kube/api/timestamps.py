"""RFC 3339 timestamps of API objects, to and from integer Unix microseconds.

``metav1.Time`` is written with seconds, ``metav1.MicroTime`` with six decimals, both in UTC.
The days of a civil date are counted with the proleptic Gregorian calendar.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from cluster_sim.world.kube.api.text_memo import text_memo

SECOND: Final = 1_000_000
_DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST: Final = (date.min.toordinal() - _EPOCH) * _DAY
_LAST: Final = (date.max.toordinal() - _EPOCH + 1) * _DAY - 1
_CACHE_SIZE: Final = 65_536
_PATTERN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def parse(text: str) -> int:
    """Unix microseconds of a timestamp (digits beyond the sixth decimal are dropped).

    Raises ValueError when it is no RFC 3339 timestamp.
    """
    return _micros(text)


def time(micros: int) -> str:
    """``2026-01-05T08:00:00Z``: the whole second that the Unix microseconds fall in.

    What lies outside the years 1 to 9999 becomes their first or last second.
    """
    return f"{_civil(micros // SECOND)}Z"


def micro_time(micros: int) -> str:
    """``2026-01-05T08:00:00.000000Z``."""
    return f"{_civil(micros // SECOND)}.{micros % SECOND:06d}Z"


@lru_cache(maxsize=_CACHE_SIZE)
def _civil(seconds: int) -> str:
    # A grace period of a billion years is allowed; four digits for its end are not enough.
    days, rest = divmod(max(_FIRST, min(seconds, _LAST)), _DAY)
    day = date.fromordinal(days + _EPOCH).isoformat()
    return f"{day}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"


def _parse(text: str) -> int:
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"not an RFC 3339 timestamp: {text!r}")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"not an RFC 3339 timestamp: {text!r}")
    days = date(year, month, day).toordinal() - _EPOCH
    seconds = days * _DAY + hour * 3600 + minute * 60 + second - _offset(match[8])
    return seconds * SECOND + int((match[7] or "")[:6].ljust(6, "0"))


_micros = text_memo(_parse, _CACHE_SIZE)


def _offset(zone: str) -> int:
    if zone in "Zz":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:]) * 60
    return -seconds if zone[0] == "-" else seconds
