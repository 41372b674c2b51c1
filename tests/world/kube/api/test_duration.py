"""Ages, Go durations and timestamps."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import duration, timestamps

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 365 * 86400}
TEN_YEARS = 10 * 365 * 86400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seconds_of(age):
    return sum(int(n) * UNITS[unit] for n, unit in re.findall(r"(\d+)([smhdy])", age))


@given(st.integers(0, TEN_YEARS), st.integers(0, TEN_YEARS))
def test_the_older_never_looks_the_younger(one, other):
    young, old = (seconds_of(duration.age(s * duration.SECOND)) for s in sorted((one, other)))
    assert young <= old


@given(st.integers(0, TEN_YEARS))
def test_an_age_is_cut_never_rounded_up(seconds):
    shown = seconds_of(duration.age(seconds * duration.SECOND))
    assert shown <= seconds
    assert seconds - shown <= max(59, seconds / 8)


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (0, "0s"),
        (119, "119s"),
        (121, "2m1s"),
        (600, "10m"),
        (3 * 3600 + 60, "3h1m"),
        (47 * 3600, "47h"),
        (49 * 3600, "2d1h"),
        (-1, "0s"),
        (-2, "<invalid>"),
    ],
)
def test_ages_as_kubectl_prints_them(seconds, age):
    assert duration.age(seconds * duration.SECOND) == age


@given(st.integers(-(10**15), 10**15))
def test_a_go_duration_written_and_read_again_is_the_same(micros):
    assert duration.parse(duration.text(micros)) == micros


@given(st.text(max_size=12) | st.text("0123456789.hmsnuµ+-", max_size=12))
def test_any_text_is_a_duration_or_is_refused(text):
    try:
        assert isinstance(duration.parse(text), int)
    except ValueError as refused:
        assert str(refused).startswith("time: ")


def test_refused_durations_say_why():
    for text, message in [
        ("", 'time: invalid duration ""'),
        ("10", 'time: missing unit in duration "10"'),
        ("3 days", 'time: unknown unit " days" in duration "3 days"'),
    ]:
        with pytest.raises(ValueError) as refused:
            duration.parse(text)
        assert str(refused.value) == message


@given(st.integers(-(2**40), 2**45))
def test_timestamps_are_the_ones_of_the_calendar(micros):
    moment = EPOCH + timedelta(microseconds=micros)
    assert timestamps.micro_time(micros) == moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert timestamps.time(micros) == moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert timestamps.parse(timestamps.micro_time(micros)) == micros


def test_offsets_and_short_fractions_are_understood():
    assert timestamps.parse("2026-01-05T09:30:00.5+01:30") == timestamps.parse(
        "2026-01-05T08:00:00.500000Z"
    )
    for text in ("2026-01-05", "2026-02-30T00:00:00Z", "2026-01-05T24:00:00Z", "soon"):
        with pytest.raises(ValueError):
            timestamps.parse(text)


def test_what_lies_beyond_the_calendar_is_its_end():
    assert timestamps.time(10**25) == "9999-12-31T23:59:59Z"
    assert timestamps.time(-(10**25)) == "0001-01-01T00:00:00Z"
    assert timestamps.time(timestamps.parse("9999-12-31T23:59:59Z")) == "9999-12-31T23:59:59Z"
