"""Timestamps as ``kubectl describe`` writes them: ``Mon, 05 Jan 2026 08:00:00 +0000``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cluster_sim.world.kube.api import timestamps

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What Go makes of a timestamp that is not there.
_ZERO = datetime(1, 1, 1, tzinfo=UTC)


def rfc1123(timestamp: str | None) -> str:
    """The timestamp with its day of the week and zone, in UTC (time.RFC1123Z)."""
    moment = _ZERO
    if timestamp:
        moment = _EPOCH + timedelta(microseconds=timestamps.parse(timestamp))
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    clock = f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}"
    return f"{day}, {moment.day:02d} {month} {moment.year:04d} {clock} +0000"
