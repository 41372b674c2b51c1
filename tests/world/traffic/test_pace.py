"""Rates that rise and fall: the same whenever one looks, and no look is missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.traffic import pace

times = st.lists(st.integers(0, 600), min_size=1, max_size=6, unique=True).map(sorted)
moments = st.integers(-2000, 4000).map(lambda seconds: seconds * SECOND)


@st.composite
def specs(draw: st.DrawFn) -> pace.Spec:
    steps = [(seconds, draw(st.integers(0, 50))) for seconds in draw(times)]
    every = draw(st.sampled_from([0, 601, 900]))
    return pace.spec_of(steps, every)


@given(specs(), moments, st.integers(0, 1000))
def test_between_two_steps_nothing_changes(spec: pace.Spec, now: int, part: int) -> None:
    wait = pace.next_step(spec, now)
    assert wait is None or wait > 0
    span = 5000 * SECOND if wait is None else wait - 1
    assert pace.rate_at(spec, now + span * part // 1000) == pace.rate_at(spec, now)


@given(specs(), moments, st.integers(-3, 3))
def test_turns_are_all_alike(spec: pace.Spec, now: int, turns: int) -> None:
    turn = spec.get("every", 0) * SECOND
    assert pace.rate_at(spec, now) == pace.rate_at(spec, now + turns * turn)


@given(specs())
def test_each_step_begins_on_time(spec: pace.Spec) -> None:
    for seconds, rate in spec["steps"]:
        assert pace.rate_at(spec, seconds * SECOND) == rate


@pytest.mark.parametrize(
    ("steps", "every"), [([], 0), ([(5, 1), (5, 2)], 0), ([(9, 1), (5, 2)], 0), ([(60, 1)], 60)]
)
def test_steps_that_do_not_follow_each_other_are_refused(
    steps: list[tuple[int, int]], every: int
) -> None:
    with pytest.raises(ValueError, match="do not follow"):
        pace.spec_of(steps, every)
