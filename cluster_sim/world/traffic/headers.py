"""The headers of an answer (RFC 9110 gives their form)."""

from __future__ import annotations

from cluster_sim.world.containers.programs import clocks

_KINDS = {"<": "text/html", "{": "application/json"}


def of(body: str, unix: int) -> dict[str, str]:
    """What every server says of its answer at that Unix time (µs)."""
    return {
        "Date": _http_date(unix),
        "Content-Type": _KINDS.get(body.lstrip()[:1], "text/plain"),
        "Content-Length": str(len(body.encode())),
    }


def _http_date(unix: int) -> str:
    """``Mon, 05 Jan 2026 08:00:10 GMT``"""
    at = clocks.civil(unix)
    day, month = clocks.DAYS[at.weekday()], clocks.MONTHS[at.month - 1]
    return f"{day}, {at.day:02d} {month} {at.year} {at:%H:%M:%S} GMT"
