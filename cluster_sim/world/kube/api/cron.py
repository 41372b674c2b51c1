"""Schedules of CronJobs: ``*/15 2-4 * * mon``, ``@daily``, ``@every 1h30m``.

Fields, names and errors follow robfig/cron v3 (ParseStandard), which Kubernetes uses: day of
month and day of week are alternatives unless one of them is a star; ``N/step`` runs to the
end; Sunday is 0 and never 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from cluster_sim.world.kube.api import duration, time_zones
from cluster_sim.world.kube.api.gotext import quote

_SECOND: Final = 1_000_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS_SEARCHED: Final = 5
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAYS: Final = "sun mon tue wed thu fri sat"


class CronError(ValueError):
    """The text is no schedule."""


class _Bounds(NamedTuple):
    low: int
    high: int
    names: Mapping[str, int]


_MINUTE: Final = _Bounds(0, 59, {})
_HOUR: Final = _Bounds(0, 23, {})
_DAY: Final = _Bounds(1, 31, {})
_MONTH: Final = _Bounds(1, 12, {name: i for i, name in enumerate(_MONTHS.split(), 1)})
_WEEKDAY: Final = _Bounds(0, 6, {name: i for i, name in enumerate(_DAYS.split())})
_FIELDS: Final = (_MINUTE, _HOUR, _DAY, _MONTH, _WEEKDAY)

_DESCRIPTORS: Final = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}


@dataclass(frozen=True, slots=True)
class _Field:
    """The values a field allows, and whether a star was written."""

    values: frozenset[int]
    star: bool


@dataclass(frozen=True, slots=True)
class Every:
    """``@every``: a fixed delay, in microseconds, of whole seconds."""

    delay: int

    def next(self, after: int, zone: str = "UTC") -> int | None:
        """The first time after ``after`` (Unix microseconds)."""
        return after - after % _SECOND + self.delay


@dataclass(frozen=True, slots=True)
class Schedule:
    """Minutes, hours, days, months and days of the week."""

    minute: _Field
    hour: _Field
    day: _Field
    month: _Field
    weekday: _Field

    def next(self, after: int, zone: str = "UTC") -> int | None:
        """The first time after ``after`` (both in Unix microseconds), read in a time zone.

        None when there is none within five years, or none in the years 1 to 9999. Raises
        LookupError for an unknown zone.
        """
        where: tzinfo = UTC if zone == "UTC" else time_zones.zone(zone)
        try:
            found = _Search(self, where).run(after // _SECOND + 1)
        except (OverflowError, ValueError):
            return None
        return None if found is None else _seconds(found) * _SECOND

    def day_matches(self, moment: datetime) -> bool:
        """Whether the schedule allows that day."""
        by_day = moment.day in self.day.values
        by_weekday = moment.isoweekday() % 7 in self.weekday.values
        if self.day.star or self.weekday.star:
            return by_day and by_weekday
        return by_day or by_weekday


def parse(text: str) -> Schedule | Every:
    """The schedule of a text of five fields or of a descriptor. Raises CronError."""
    if not text:
        raise CronError("empty spec string")
    if text.startswith("@every "):
        return _every(text)
    if text.startswith("@"):
        if text not in _DESCRIPTORS:
            raise CronError(f"unrecognized descriptor: {text}")
        text = _DESCRIPTORS[text]
    fields = text.split()
    if len(fields) != len(_FIELDS):
        shown = " ".join(fields)
        raise CronError(f"expected exactly 5 fields, found {len(fields)}: [{shown}]")
    return Schedule(*(_field(each, bounds) for each, bounds in zip(fields, _FIELDS, strict=True)))


def _every(text: str) -> Every:
    try:
        delay = duration.parse(text.removeprefix("@every "))
    except ValueError as error:
        raise CronError(f"failed to parse duration {text}: {error}") from None
    return Every(max(delay - delay % _SECOND, _SECOND))


def _field(text: str, bounds: _Bounds) -> _Field:
    values: set[int] = set()
    star = False
    for part in text.split(","):
        if part:
            allowed, starred = _range(part, bounds)
            values.update(allowed)
            star = star or starred
    return _Field(frozenset(values), star)


def _range(text: str, bounds: _Bounds) -> tuple[range, bool]:
    span, *steps = text.split("/")
    low, *highs = span.split("-")
    starred = low in ("*", "?")
    if starred:
        start, end = bounds.low, bounds.high
    else:
        start = _number(low, bounds.names)
        if len(highs) > 1:
            raise CronError(f"too many hyphens: {text}")
        end = _number(highs[0], bounds.names) if highs else start
    if len(steps) > 1:
        raise CronError(f"too many slashes: {text}")
    step = _number(steps[0], {}) if steps else 1
    if steps and not highs:
        end = bounds.high
    _check_range(start, end, step, bounds, text)
    return range(start, end + 1, step), starred and step == 1


def _check_range(start: int, end: int, step: int, bounds: _Bounds, text: str) -> None:
    if start < bounds.low:
        raise CronError(f"beginning of range ({start}) below minimum ({bounds.low}): {text}")
    if end > bounds.high:
        raise CronError(f"end of range ({end}) above maximum ({bounds.high}): {text}")
    if start > end:
        raise CronError(f"beginning of range ({start}) beyond end of range ({end}): {text}")
    if step == 0:
        raise CronError(f"step of range should be a positive number: {text}")


def _number(text: str, names: Mapping[str, int]) -> int:
    if text.lower() in names:
        return names[text.lower()]
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 18:
        fault = f"strconv.Atoi: parsing {quote(text)}: invalid syntax"
        raise CronError(f"failed to parse int from {text}: {fault}")
    if text.startswith("-"):
        raise CronError(f"negative number ({int(text)}) not allowed: {text}")
    return int(text)


def _seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)


class _Search:
    """Moves from a second to the next one that fits: month, day, hour, minute in turn.

    Months and days are counted on the wall clock, hours and minutes on the real one, so that
    the change to and from summer time behaves as it does in the original.
    """

    def __init__(self, schedule: Schedule, zone: tzinfo) -> None:
        self._schedule = schedule
        self._zone = zone
        self._truncated = False

    def run(self, start: int) -> datetime | None:
        """The first fitting moment from ``start`` (Unix seconds) on."""
        moment = self._at(start)
        last_year = moment.year + _YEARS_SEARCHED
        while moment.year <= last_year:
            for step in (self._to_month, self._to_day, self._to_hour, self._to_minute):
                moment, wrapped = step(moment)
                if wrapped:
                    break
            else:
                return moment
        return None

    def _at(self, seconds: int) -> datetime:
        return (_EPOCH + timedelta(seconds=seconds)).astimezone(self._zone)

    def _later(self, moment: datetime, seconds: int) -> datetime:
        return self._at(_seconds(moment) + seconds)

    def _start(self, moment: datetime, **parts: int) -> datetime:
        """The moment with its smaller parts set back, the first time that is needed."""
        if self._truncated:
            return moment
        self._truncated = True
        return self._wall(moment, second=0, **parts)

    def _wall(self, moment: datetime, **parts: int) -> datetime:
        """The moment at another reading of the wall clock; a reading that is skipped is read
        with the offset from before."""
        naive = moment.replace(tzinfo=None, fold=0, microsecond=0, **parts)
        return self._at(_seconds(naive.replace(tzinfo=self._zone)))

    def _to_month(self, moment: datetime) -> tuple[datetime, bool]:
        while moment.month not in self._schedule.month.values:
            moment = self._start(moment, day=1, hour=0, minute=0)
            if moment.month == 12:
                return self._wall(moment, year=moment.year + 1, month=1), True
            moment = self._wall(moment, month=moment.month + 1)
        return moment, False

    def _to_day(self, moment: datetime) -> tuple[datetime, bool]:
        while not self._schedule.day_matches(moment):
            moment = self._start(moment, hour=0, minute=0)
            naive = moment.replace(tzinfo=None, fold=0) + timedelta(days=1)
            moment = self._midnight(self._at(_seconds(naive.replace(tzinfo=self._zone))))
            if moment.day == 1:
                return moment, True
        return moment, False

    def _midnight(self, moment: datetime) -> datetime:
        # A day may start at one o'clock, or be reached at eleven in the evening before.
        if moment.hour > 12:
            return self._later(moment, (24 - moment.hour) * 3600)
        return self._later(moment, -moment.hour * 3600) if moment.hour else moment

    def _to_hour(self, moment: datetime) -> tuple[datetime, bool]:
        while moment.hour not in self._schedule.hour.values:
            moment = self._later(self._start_hour(moment), 3600)
            if moment.hour == 0:
                return moment, True
        return moment, False

    def _start_hour(self, moment: datetime) -> datetime:
        if self._truncated:
            return moment
        return self._start(moment, minute=0)

    def _to_minute(self, moment: datetime) -> tuple[datetime, bool]:
        while moment.minute not in self._schedule.minute.values or moment.second:
            self._truncated = True
            moment = self._later(moment, 60 - moment.second)
            if moment.minute == 0:
                return moment, True
        return moment, False
