"""Schedules of CronJobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cluster_sim.world.kube.api import cron

_SECOND = 1_000_000
_FORMATS = ("%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M %Y", "%Y-%m-%dT%H:%M:%S%z")


def matches(asked: dict[str, Any]) -> bool:
    """Whether the schedule fires at that very time."""
    time = _micros(asked["time"])
    return cron.parse(asked["spec"]).next(time - _SECOND) == time


def _micros(text: str) -> int:
    for form in _FORMATS:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return int(moment.timestamp()) * _SECOND
    raise ValueError(f"unknown time: {text}")


OPS: dict[str, Callable[[Any], Any]] = {"cron.matches": matches}
