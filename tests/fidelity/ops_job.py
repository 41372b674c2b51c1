"""The back-off of Jobs, on times counted from one instant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.controllers import job_backoff
from cluster_sim.world.kube.controllers.job_backoff import BackoffRecord

_MILLISECOND, _SECOND = 1_000, 1_000_000
_NOW = 1_767_600_000 * _SECOND


def new_record(row: dict[str, Any]) -> dict[str, Any]:
    """The record after the pods of the row finished."""
    ended = (
        [_NOW + time * _MILLISECOND for time in row[field]]
        for field in ("succeededAtMs", "failedAtMs")
    )
    found = job_backoff.recorded(BackoffRecord(row.get("storedFailures", 0)), *ended)
    last = found.last_failure
    return {
        "expect": {
            "failuresAfterLastSuccess": found.failures,
            "lastFailureAtMs": None if last is None else (last - _NOW) // _MILLISECOND,
        }
    }


def remaining_time(row: dict[str, Any]) -> dict[str, int]:
    """Seconds until the next pod."""
    elapsed = row["nowMinusLastFailureSeconds"]
    last = None if elapsed is None else _NOW - elapsed * _SECOND
    record = BackoffRecord(row["failuresAfterLastSuccess"], last)
    bounds = (row[field] * _SECOND for field in ("defaultBackoffSeconds", "maxBackoffSeconds"))
    return {"expectSeconds": job_backoff.remaining(record, _NOW, *bounds) // _SECOND}


OPS: dict[str, Callable[[Any], Any]] = {
    "controllers.newBackoffRecord": new_record,
    "controllers.getRemainingTime": remaining_time,
}
