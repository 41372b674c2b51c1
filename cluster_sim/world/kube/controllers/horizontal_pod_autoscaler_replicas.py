"""How many replicas a measurement asks for: pure arithmetic on what was measured.

pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_pods import (
    USUAL,
    Groups,
    MetricsError,
    Patience,
    Readings,
    groups_of,
    requests_of,
)
from cluster_sim.world.kube.pod_state import is_ready, phase_of

_NO_PODS = "no pods returned by selector while calculating replica count"
_UNREADY = "did not receive metrics for targeted pods (pods might be unready)"
_STRANGERS = "no metrics returned matched known pods"


class Tolerance(NamedTuple):
    """How far below and above 1 a ratio may be before anything is done.

    kube-controller-manager: --horizontal-pod-autoscaler-tolerance
    """

    down: float = 0.1
    up: float = 0.1

    def holds(self, ratio: float) -> bool:
        """Whether it is too small a difference to do anything about."""
        return 1.0 - self.down <= ratio <= 1.0 + self.up


class Situation(NamedTuple):
    """The pods concerned, the replicas asked for at present, and the moment (Unix µs)."""

    pods: Sequence[Object]
    replicas: int
    now: int
    tolerance: Tolerance = Tolerance()
    patience: Patience = USUAL


class Proposal(NamedTuple):
    """Replicas proposed, what was measured (percent, or thousandths), and the mean per pod."""

    replicas: int
    usage: int
    average: int = 0


class _Use(NamedTuple):
    """A ratio of what is used to what is aimed at, with what it was made from."""

    ratio: float
    usage: int
    average: int


def by_utilization(
    seen: Situation, readings: Readings, resource: str, target: int, container: str = ""
) -> Proposal:
    """For so many percent of what the pods request. MetricsError when nothing can be said."""
    groups = _grouped(seen, readings, resource)
    requests = requests_of(seen.pods, container, resource)
    known = _counted(readings, groups)
    use = _utilization(known, requests, target)
    missing = max(100, target)
    fallback = {name: requests[name] * missing // 100 for name in groups.missing}
    again = _completed(known, groups, use.ratio, fallback)
    if again is None:
        return _proposed(seen, groups.ready, use, use.ratio)
    ratio = _utilization(again, requests, target).ratio
    found = _turned(seen, len(again), use, ratio)
    wrong_way = (ratio < 1.0 and found.replicas > seen.replicas) or (
        ratio > 1.0 and found.replicas < seen.replicas
    )
    return found._replace(replicas=seen.replicas) if wrong_way else found


def by_value(seen: Situation, readings: Readings, target: int, resource: str = "") -> Proposal:
    """For so many thousandths on average per pod. MetricsError when nothing can be said."""
    groups = _grouped(seen, readings, resource)
    known = _counted(readings, groups)
    use = _mean(known, target)
    fallback = dict.fromkeys(groups.missing, target)
    again = _completed(known, groups, use.ratio, fallback)
    if again is None:
        return _proposed(seen, groups.ready, use, use.ratio)
    return _turned(seen, len(again), use, _mean(again, target).ratio)


def by_total(seen: Situation, value: int, target: int) -> Proposal:
    """For one value of something else, compared as it is: the ready pods are multiplied."""
    ratio = value / target
    if seen.replicas == 0:
        return Proposal(ceil(ratio), value)
    if seen.tolerance.holds(ratio):
        return Proposal(seen.replicas, value)
    if not seen.pods:
        raise MetricsError(f"unable to calculate ready pods: {_NO_PODS}")
    ready = sum(phase_of(pod) == "Running" and is_ready(pod) for pod in seen.pods)
    return Proposal(ceil(ratio * ready), value)


def by_share(present: int, value: int, target: int, tolerance: Tolerance) -> Proposal:
    """For one value of something else, divided by the replicas there are."""
    ratio = value / (target * present) if present else float("inf")
    replicas = present if tolerance.holds(ratio) else ceil(value / target)
    return Proposal(replicas, ceil(value / present) if present else value)


def _grouped(seen: Situation, readings: Readings, resource: str) -> Groups:
    if not seen.pods:
        raise MetricsError(_NO_PODS)
    return groups_of(seen.pods, readings, resource, seen.now, seen.patience)


def _counted(readings: Readings, groups: Groups) -> dict[str, int]:
    """The values of pods that are neither going nor at their beginning."""
    out = {*groups.ignored, *groups.unready}
    known = {name: reading.value for name, reading in readings.items() if name not in out}
    if not known:
        raise MetricsError(_UNREADY)
    return known


def _completed(
    known: dict[str, int], groups: Groups, ratio: float, fallback: Mapping[str, int]
) -> dict[str, int] | None:
    """The values with those assumed of pods that say nothing, or None where none are needed.

    Towards fewer pods the silent ones are taken to use all, towards more pods nothing.
    """
    grows = bool(groups.unready) and ratio > 1.0
    if not grows and not groups.missing:
        return None
    assumed = dict(known)
    if ratio < 1.0:
        assumed.update(fallback)
    elif ratio > 1.0:
        assumed.update(dict.fromkeys(groups.missing, 0))
    if grows:
        assumed.update(dict.fromkeys(groups.unready, 0))
    return assumed


def _proposed(seen: Situation, count: int, use: _Use, ratio: float) -> Proposal:
    replicas = seen.replicas if seen.tolerance.holds(ratio) else ceil(ratio * count)
    return Proposal(replicas, use.usage, use.average)


def _turned(seen: Situation, count: int, use: _Use, ratio: float) -> Proposal:
    """The proposal of completed values, unless they point the other way."""
    turned = (use.ratio < 1.0 and ratio > 1.0) or (use.ratio > 1.0 and ratio < 1.0)
    if turned:
        return Proposal(seen.replicas, use.usage, use.average)
    return _proposed(seen, count, use, ratio)


def _utilization(values: Mapping[str, int], requests: Mapping[str, int], target: int) -> _Use:
    known = [name for name in values if name in requests]
    asked = sum(requests[name] for name in known)
    if asked == 0:
        raise MetricsError(_STRANGERS)
    used = sum(values[name] for name in known)
    percent = used * 100 // asked
    return _Use(percent / target, percent, used // len(known))


def _mean(values: Mapping[str, int], target: int) -> _Use:
    usage = sum(values.values()) // len(values)
    return _Use(usage / target, usage, usage)
