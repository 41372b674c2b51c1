"""Time zones by their names, from the tzdata package, whatever the machine has.

What is wrong with a name is said as pkg/apis/batch/validation (validateTimeZone) says it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

# apis/batch/validation/validation.go: validTimeZoneCharacters.
_PART = re.compile(r"[A-Za-z\.\-_0-9+]{1,}")
UTC: Final = "UTC"


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
