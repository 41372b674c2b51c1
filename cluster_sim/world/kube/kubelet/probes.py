"""Probes worked out instead of ticked: when does what a probe says next change?

As pkg/kubelet/prober/worker.go: a worker looks every ``period``; a result counts when it has
come ``success`` or ``failure`` times in a row; the first looks wait for ``delay`` after the
container's start. Between two moments at which a program changes its mind all looks give the
same, so that they are counted and not done. All times are Unix microseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

READINESS, LIVENESS, STARTUP = "readiness", "liveness", "startup"
KINDS = {READINESS: "readinessProbe", LIVENESS: "livenessProbe", STARTUP: "startupProbe"}
SECOND = 1_000_000


class Probe(NamedTuple):
    """Times in µs; ``phase`` is when the worker began to look, and so the phase of its looks."""

    delay: int
    period: int
    timeout: int
    success: int
    failure: int
    phase: int


class Outcome(NamedTuple):
    """What one look gives; ``ok`` None: it could not be done, and counts for nothing."""

    ok: bool | None
    text: str
    time: int


class State(NamedTuple):
    """``look``: the next look. ``run`` looks in a row gave ``result``; ``value`` is what counts."""

    look: int
    result: bool | None
    run: int
    value: bool | None


class Turn(NamedTuple):
    """The look at ``at`` changes what counts; its result is there ``outcome.time`` later."""

    at: int
    outcome: Outcome
    state: State


Look = Callable[[int], Outcome]
Steady = Callable[[int], int | None]


def probe_of(spec: dict[str, Any], phase: int) -> Probe:
    """The probe of a manifest, defaults filled in."""
    return Probe(
        int(spec.get("initialDelaySeconds") or 0) * SECOND,
        int(spec.get("periodSeconds") or 10) * SECOND,
        int(spec.get("timeoutSeconds") or 1) * SECOND,
        int(spec.get("successThreshold") or 1),
        int(spec.get("failureThreshold") or 3),
        phase,
    )


def look_after(probe: Probe, at: int) -> int:
    """The worker's first regular look after ``at``."""
    return at + probe.period - (at - probe.phase) % probe.period


def first_look(probe: Probe, started: int, at: int) -> int:
    """The first look at a container after ``at`` that does not come before its delay is over."""
    return look_after(probe, max(at, started + probe.delay - 1))


def first_state(kind: str, look: int) -> State:
    """What counts before anything was seen: alive, not ready, not known to have started."""
    value = {READINESS: False, LIVENESS: True, STARTUP: None}[kind]
    return State(look, None, 0, value)


def next_turn(probe: Probe, state: State, look: Look, steady: Steady) -> Turn | None:
    """The next change of what counts, however long ago or far off; None when there is none.

    ``look(t)`` is what a look at ``t`` gives, ``steady(t)`` the first moment after ``t`` from
    which looks may give something else (None: never).
    """
    at, result, run, value = state
    while True:
        outcome = look(at)
        if outcome.ok is not None:
            run = run + 1 if outcome.ok == result else 1
            result = outcome.ok
        until = steady(at)
        following = look_after(probe, at)
        if outcome.ok is not None and outcome.ok != value:
            missing = (probe.success if outcome.ok else probe.failure) - run
            turn = at if missing <= 0 else following + (missing - 1) * probe.period
            if turn == at or until is None or turn < until:
                after = State(look_after(probe, turn), result, run + max(missing, 0), outcome.ok)
                return Turn(turn, look(turn), after)
        if until is None:
            return None
        same = max(-(-(until - following) // probe.period), 0)
        run += same if outcome.ok is not None else 0
        at = following + same * probe.period


def next_failure(probe: Probe, at: int, look: Look, steady: Steady) -> int | None:
    """The first look from ``at`` on (a look itself) that does not succeed; None: there is none."""
    while look(at).ok:
        until = steady(at)
        if until is None:
            return None
        at = look_after(probe, max(until - 1, at))
    return at
