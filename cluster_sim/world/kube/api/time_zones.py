"""Time zones by their names, from the tzdata package, whatever the machine has.

What is wrong with a name is said as pkg/apis/batch/validation (validateTimeZone) says it.
"""

from __future__ import annotations

import re
from datetime import UTC as REAL_UTC
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

# apis/batch/validation/validation.go: validTimeZoneCharacters.
_PART = re.compile(r"[A-Za-z\.\-_0-9+]{1,}")
UTC: Final = "UTC"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=REAL_UTC)
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises LookupError for a name that is none."""
    found = _load(name)
    if found is None:
        raise LookupError(f"unknown time zone {name}")
    return found


def fault(name: str) -> str:
    """What is wrong with the name of a time zone; empty when it is one."""
    if not name:
        return "timeZone must be nil or non-empty string"
    if name.lower() == "local":
        return (
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"
        )
    if any(not _PART.fullmatch(part) for part in name.split("/")):
        return f"unknown time zone {name}"
    return "" if _load(name) is not None else f"unknown time zone {name}"


def written(micros: int, name: str) -> str:
    """``2026-03-29T03:30:00+02:00``: Unix microseconds as a clock of that zone shows them."""
    moment = _moment(micros).astimezone(zone(name))
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def rfc1123(micros: int) -> str:
    """``Mon, 05 Jan 2026 08:00:00 +0000``: Unix microseconds as mails write them."""
    moment = _moment(micros)
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02d} {month} {moment.year} {moment:%H:%M:%S} +0000"


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(seconds=micros // 1_000_000)


@cache
def _load(name: str) -> ZoneInfo | None:
    parts = name.split("/")
    if any(not _PART.fullmatch(part) or set(part) == {"."} for part in parts):
        return None
    file = resources.files("tzdata").joinpath("zoneinfo", *parts)
    if not file.is_file():
        return None
    try:
        with file.open("rb") as data:
            return ZoneInfo.from_file(data, name)
    except ValueError:
        return None
