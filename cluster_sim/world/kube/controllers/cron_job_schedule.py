"""When a CronJob was due last, and when it is next.

pkg/controller/cronjob/utils.go. All times are in Unix microseconds.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kube.api import cron, time_zones, timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import CRON_JOB_DELTA, SECOND

_MANY_MISSED = 100


class ScheduleError(ValueError):
    """A schedule that can be read but never comes."""


class Due(NamedTuple):
    """``time``: the last time that was due and is not served, if any; ``since``: where the search
    for it began; ``missed``: about how many others came before it."""

    since: int
    time: int | None
    missed: int


class Timetable:
    """The schedule of a CronJob in its time zone. Raises CronError for what is no schedule."""

    def __init__(self, cronjob: Object) -> None:
        text: str = cronjob["spec"]["schedule"]
        self._zone = cronjob["spec"].get("timeZone") or time_zones.UTC
        self._schedule = cron.parse(text)

    def after(self, time: int) -> int | None:
        """The next time after ``time``; None when there is none."""
        return self._schedule.next(time, self._zone)

    def due(self, cronjob: Object, now: int, with_deadline: bool = True) -> Due:
        """What was due last. Raises ScheduleError for a schedule that never comes."""
        since = _last_served(cronjob)
        deadline = cronjob["spec"].get("startingDeadlineSeconds")
        if with_deadline and deadline is not None:
            since = max(since, now - deadline * SECOND)
        first = self.after(since)
        second = self.after(first) if first is not None else None
        if first is None or second is None:
            raise ScheduleError("time difference between two schedules is less than 1 second")
        if now < first:
            return Due(since, None, 0)
        if now < second:
            return Due(since, first, 0)
        return self._latest(since, first, second, now)

    def _latest(self, since: int, first: int, second: int, now: int) -> Due:
        """Of many, the last one: found from about where it must be."""
        apart = (second - first) // SECOND
        missed = (now - first) // SECOND // apart + 1
        time = self.after(first + (missed - 2) * apart * SECOND)
        latest = None
        while time is not None and time <= now:
            latest, time = time, self.after(time)
        return Due(since, latest, missed)

    def waits(self, cronjob: Object, now: int) -> int | None:
        """µs until the CronJob is due again; None when it never is."""
        try:
            since, time, missed = self.due(cronjob, now, with_deadline=False)
        except ScheduleError:
            since, time, missed = now, now, 0
        if time is None:
            time = now if missed else since
        following = self.after(time)
        return None if following is None else following + CRON_JOB_DELTA - now


def is_many(due: Due) -> bool:
    """Whether so many times were missed that something must be wrong."""
    return due.missed > _MANY_MISSED


def _last_served(cronjob: Object) -> int:
    status: dict[str, Any] = cronjob.get("status") or {}
    last = status.get("lastScheduleTime") or cronjob["metadata"]["creationTimestamp"]
    return timestamps.parse(last)
