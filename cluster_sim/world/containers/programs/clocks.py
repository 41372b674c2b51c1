"""Moments as programs write them into their logs; all in UTC, from Unix microseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def civil(at: int) -> datetime:
    """The moment as a date and a time."""
    return _START + timedelta(microseconds=at)


def common_log(at: int) -> str:
    """``05/Jan/2026:08:00:10 +0000``"""
    d = civil(at)
    return f"{d.day:02d}/{MONTHS[d.month - 1]}/{d.year}:{d:%H:%M:%S} +0000"


def nginx(at: int) -> str:
    """``2026/01/05 08:00:10``"""
    return f"{civil(at):%Y/%m/%d %H:%M:%S}"


def httpd(at: int) -> str:
    """``Mon Jan 05 08:00:10.123456 2026``"""
    d = civil(at)
    month, day = MONTHS[d.month - 1], DAYS[d.weekday()]
    return f"{day} {month} {d.day:02d} {d:%H:%M:%S}.{d.microsecond:06d} {d.year}"


def redis(at: int) -> str:
    """``05 Jan 2026 08:00:10.123``"""
    d = civil(at)
    return f"{d.day:02d} {MONTHS[d.month - 1]} {d.year} {d:%H:%M:%S}.{d.microsecond // 1000:03d}"


def postgres(at: int) -> str:
    """``2026-01-05 08:00:10.123 UTC``"""
    d = civil(at)
    return f"{d:%Y-%m-%d %H:%M:%S}.{d.microsecond // 1000:03d} UTC"


def mysql(at: int) -> str:
    """``2026-01-05T08:00:10.123456Z``"""
    d = civil(at)
    return f"{d:%Y-%m-%dT%H:%M:%S}.{d.microsecond:06d}Z"


def klog(at: int) -> str:
    """``0105 08:00:10.123456``"""
    d = civil(at)
    return f"{d:%m%d %H:%M:%S}.{d.microsecond:06d}"


def busybox(at: int) -> str:
    """``Mon Jan  5 08:00:10 UTC 2026``: what ``date`` prints."""
    d = civil(at)
    day, month = DAYS[d.weekday()], MONTHS[d.month - 1]
    return f"{day} {month} {d.day:2d} {d:%H:%M:%S} UTC {d.year}"
