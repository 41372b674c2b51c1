"""What is worked out about probes is what a worker that ticks would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.kubelet.probes import (
    LIVENESS,
    READINESS,
    STARTUP,
    Outcome,
    Probe,
    first_look,
    first_state,
    next_failure,
    next_turn,
)

SECOND = 1_000_000
END = 400 * SECOND

probes = st.builds(
    Probe,
    delay=st.integers(0, 20).map(lambda s: s * SECOND),
    period=st.integers(1, 12).map(lambda s: s * SECOND),
    timeout=st.just(SECOND),
    success=st.integers(1, 4),
    failure=st.integers(1, 5),
    phase=st.integers(0, 10 * SECOND),
)
# What the program answers: a first answer, and the moments at which it changes its mind.
minds = st.tuples(
    st.sampled_from([True, False, None]),
    st.lists(st.tuples(st.integers(1, END), st.sampled_from([True, False, None])), max_size=8).map(
        lambda turns: sorted(dict(turns).items())
    ),
)


class Program:
    def __init__(self, mind: tuple[bool | None, list[tuple[int, bool | None]]]) -> None:
        self.first, self.turns = mind

    def look(self, at: int) -> Outcome:
        answer = self.first
        for moment, turned in self.turns:
            if moment <= at:
                answer = turned
        return Outcome(answer, "", 0)

    def steady(self, after: int) -> int | None:
        return next((moment for moment, _ in self.turns if moment > after), None)


def ticked(
    probe: Probe, kind: str, program: Program, started: int
) -> list[tuple[int, bool | None]]:
    """The worker of pkg/kubelet/prober/worker.go, tick by tick."""
    at = first_look(probe, started, started)
    _, result, run, value = first_state(kind, at)
    found = []
    while at <= END:
        ok = program.look(at).ok
        if ok is not None:
            run = run + 1 if ok == result else 1
            result = ok
            needed = probe.success if ok else probe.failure
            if run >= needed and ok != value:
                value = ok
                found.append((at, ok))
        at += probe.period
    return found


@given(probes, st.sampled_from([READINESS, LIVENESS, STARTUP]), minds, st.integers(0, 30 * SECOND))
def test_every_turn_is_found_and_no_other(
    probe: Probe, kind: str, mind: tuple[bool | None, list[tuple[int, bool | None]]], started: int
) -> None:
    program = Program(mind)
    state, found = first_state(kind, first_look(probe, started, started)), []
    while (turn := next_turn(probe, state, program.look, program.steady)) and turn.at <= END:
        found.append((turn.at, turn.state.value))
        state = turn.state
    assert found == ticked(probe, kind, program, started)


@given(probes, minds, st.integers(0, 30 * SECOND))
def test_the_next_failure_is_the_first_tick_that_fails(
    probe: Probe, mind: tuple[bool | None, list[tuple[int, bool | None]]], started: int
) -> None:
    program = Program(mind)
    first = first_look(probe, started, started)
    failed = [at for at in range(first, END, probe.period) if not program.look(at).ok]
    found = next_failure(probe, first, program.look, program.steady)
    assert (found if found is not None and found < END else None) == next(iter(failed), None)


def test_looks_keep_the_worker_s_phase_and_wait_for_the_delay() -> None:
    probe = Probe(3 * SECOND, 3 * SECOND, SECOND, 1, 3, 400_000)
    assert first_look(probe, 2 * SECOND, 2 * SECOND) == 6_400_000
