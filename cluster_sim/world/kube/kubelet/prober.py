"""Probes at work: what counts changes at the computed moment, failures are told as they happen."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.kubelet import hooks, runtime, telling
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.probes import (
    KINDS,
    LIVENESS,
    READINESS,
    STARTUP,
    Outcome,
    Probe,
    State,
    first_look,
    first_state,
    look_after,
    next_failure,
    next_turn,
    probe_of,
)
from cluster_sim.world.kube.kubelet.probing import Sight
from cluster_sim.world.kube.timings import MILLISECOND, SECOND

# A container that is not ready yet is looked at as soon as its start, or the end of its startup
# probe, has gone round through the pod's status (pkg/kubelet/prober/prober_manager.go).
_TRIGGER = 120 * MILLISECOND
_LEAST_GRACE = 2 * SECOND
_TITLES = {READINESS: "Readiness", LIVENESS: "Liveness", STARTUP: "Startup"}


def watch(turn: Turn, container: Container) -> None:
    """A container has started: its probes begin."""
    spec, at = turn.spec_of(container), container["started"]
    container["probes"] = {}
    if spec.get(KINDS[STARTUP]):
        probe = _probe(turn, spec, STARTUP)
        state = first_state(STARTUP, first_look(probe, at, at))
        container.update(up=False, ready=False, probes={STARTUP: (tuple(state), None)})
    else:
        _up(turn, container, at)
    follow(turn, container)


def follow(turn: Turn, container: Container) -> None:
    """Apply what probes have found up to now; note when they will find something else."""
    if container["stage"] != RUNNING or container.get("stopped_for") or not container["probes"]:
        return
    spec = turn.spec_of(container)
    for kind in list(container["probes"]):
        if kind in container["probes"] and container.get("stopped_for") is None:
            _follow_one(turn, container, spec, kind)


def _follow_one(turn: Turn, container: Container, spec: dict[str, Any], kind: str) -> None:
    probe = _probe(turn, spec, kind)
    sight = Sight(turn.world, turn.record, container, spec, KINDS[kind])
    if sight.is_volatile:
        turn.wake(look_after(probe, turn.now))
    while True:
        raw, told = container["probes"][kind]
        state = State(*raw)
        change = next_turn(probe, state, sight.look, sight.steady)
        heard = None if change is None else change.at + change.outcome.time
        told = _tell_failures(turn, container, kind, probe, sight, told or state.look, heard)
        container["probes"] = {**container["probes"], kind: (raw, told)}
        if change is None or heard is None or heard > turn.now:
            turn.wake(heard)
            return
        container["probes"] = {**container["probes"], kind: (tuple(change.state), told)}
        if _applied(turn, container, kind, change.state, heard):
            return


def _applied(turn: Turn, container: Container, kind: str, state: State, at: int) -> bool:
    """Let the new result count; True when the probe has nothing more to say of this run."""
    if kind == READINESS:
        container["ready"] = bool(state.value)
        return False
    if not state.value:
        _fail(turn, container, kind, at)
        return True
    if kind == STARTUP:
        container["probes"] = {k: v for k, v in container["probes"].items() if k != STARTUP}
        _up(turn, container, at)
        return True
    return False


def _up(turn: Turn, container: Container, at: int) -> None:
    """The container counts as started: the other probes begin."""
    spec, started = turn.spec_of(container), container["started"]
    container["up"], probes = True, dict(container["probes"])
    if spec.get(KINDS[LIVENESS]):
        probe = _probe(turn, spec, LIVENESS)
        probes[LIVENESS] = (tuple(first_state(LIVENESS, first_look(probe, started, at))), None)
    if spec.get(KINDS[STARTUP]):
        # That it has started is told before the rest follows from it.
        turn.report()
    container["ready"] = not spec.get(KINDS[READINESS])
    if not container["ready"]:
        probe = _probe(turn, spec, READINESS)
        look = at + _TRIGGER
        if look < started + probe.delay:
            look = first_look(probe, started, at)
        probes[READINESS] = (tuple(first_state(READINESS, look)), None)
    container["probes"] = probes
    for kind in probes:
        if kind != STARTUP:
            turn.wake(max(State(*probes[kind][0]).look, turn.now))


def _fail(turn: Turn, container: Container, kind: str, at: int) -> None:
    """The kubelet stops the container, to start it anew."""
    name, title = container["name"], kind
    text = f"Container {name} failed {title} probe, will be restarted"
    turn.normal(container, "Killing", text)
    spec = turn.spec_of(container)
    probe_grace = (spec.get(KINDS[kind]) or {}).get("terminationGracePeriodSeconds")
    grace = probe_grace or turn.pod["spec"].get("terminationGracePeriodSeconds", 30)
    used = hooks.pre_stop_time(turn, container, at)
    whole = int(grace) * SECOND
    container["stopped_for"] = kind
    left = max(whole - used, _LEAST_GRACE)
    runtime.stop(turn.world, container, at + min(used, whole), left)


def _tell_failures(
    turn: Turn,
    container: Container,
    kind: str,
    probe: Probe,
    sight: Sight,
    look: int,
    turns_at: int | None,
) -> int:
    """Tell the failed looks from ``look`` on that are over by now; the first look not told.

    A pod with too much to say is not heard for a while; nobody looks for failures meanwhile.
    """
    while True:
        failed = next_failure(probe, look, sight.look, sight.steady)
        if failed is None:
            return max(look, look_after(probe, turn.now - 1))
        outcome = sight.look(failed)
        heard = failed + outcome.time
        if turns_at is not None and heard > max(turns_at, turn.now):
            return look
        if heard > turn.now:
            turn.wake(max(heard, telling.may_warn_at(turn.world, turn.record["uid"], turn.now)))
            return failed
        if telling.may_warn_at(turn.world, turn.record["uid"], turn.now) <= turn.now:
            _tell(turn, container, kind, outcome)
            look = look_after(probe, failed)
        else:
            look = look_after(probe, max(failed, turn.now - probe.period))


def _tell(turn: Turn, container: Container, kind: str, outcome: Outcome) -> None:
    if outcome.ok is None:
        text = f"{_TITLES[kind]} probe errored and resulted in unknown state: {outcome.text}"
    else:
        text = f"{_TITLES[kind]} probe failed: {outcome.text}"
    turn.warning(container, "Unhealthy", text)


def _probe(turn: Turn, spec: dict[str, Any], kind: str) -> Probe:
    return probe_of(spec[KINDS[kind]], turn.record["sandbox"])
