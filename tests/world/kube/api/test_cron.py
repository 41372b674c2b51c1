"""Schedules of CronJobs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import cron

SECOND = 1_000_000
START = int(datetime(2024, 2, 27, tzinfo=UTC).timestamp())
MINUTES = st.sampled_from(["*", "0", "*/15", "5-10", "7,40", "50/5"])
HOURS = st.sampled_from(["*", "3", "*/6", "22-23"])
DAYS = st.sampled_from(["*", "29", "1", "*/2"])
WEEKDAYS = st.sampled_from(["*", "mon", "4-6", "?"])


def unix(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * SECOND


@given(MINUTES, HOURS, DAYS, WEEKDAYS, st.integers(0, 4 * 86400))
def test_next_is_the_first_minute_that_fits(minute, hour, day, weekday, offset):
    schedule = cron.parse(f"{minute} {hour} {day} * {weekday}")
    start = (START + offset) * SECOND
    found = schedule.next(start)
    assert found > start
    assert found % (60 * SECOND) == 0
    for micros in range(start - start % (60 * SECOND) + 60 * SECOND, found, 60 * SECOND):
        moment = datetime.fromtimestamp(micros // SECOND, UTC)
        fits = (
            moment.minute in schedule.minute.values
            and moment.hour in schedule.hour.values
            and schedule.day_matches(moment)
        )
        assert not fits


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("@daily", (2024, 2, 28, 12), (2024, 2, 29)),
        ("@weekly", (2024, 2, 28), (2024, 3, 3)),
        ("0 0 29 feb ?", (2024, 3, 1), (2028, 2, 29)),
        ("0 0 1 * mon", (2024, 2, 27), (2024, 3, 1)),
        ("@every 1h30m", (2024, 2, 27), (2024, 2, 27, 1, 30)),
    ],
)
def test_well_known_schedules(text, after, expected):
    assert cron.parse(text).next(unix(*after)) == unix(*expected)


def test_a_day_that_never_comes_is_given_up():
    assert cron.parse("0 0 31 4 *").next(unix(2024, 1, 1)) is None


def test_the_hour_that_summer_time_skips_is_skipped():
    # New York, 10 March 2024: there is no half past two.
    found = cron.parse("30 2 * * *").next(unix(2024, 3, 9, 12), "America/New_York")
    assert found == unix(2024, 3, 11, 6, 30)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty spec string"),
        ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
        ("60 * * * *", "end of range (60) above maximum (59): 60"),
        ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
        ("5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"),
        ("*/0 * * * *", "step of range should be a positive number: */0"),
        ("@sometimes", "unrecognized descriptor: @sometimes"),
    ],
)
def test_refusals(text, message):
    with pytest.raises(cron.CronError) as refused:
        cron.parse(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("year", [1, 9999])
def test_no_time_comes_after_the_last_or_before_the_first_year(year):
    edge = unix(year, 12, 31, 23, 59) if year > 1 else unix(year, 1, 1)
    cron.parse("0 0 31 2 *").next(edge, "America/New_York")
    assert cron.parse("* * * * *").next(unix(9999, 12, 31, 23, 59)) is None
