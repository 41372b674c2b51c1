"""What happens when a pod fits nowhere: others may have to leave for it.

pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption. The post-filter
plugins are DynamicResources, which has nothing to do here but says so, and DefaultPreemption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from cluster_sim.world.kube.api import conditions
from cluster_sim.world.kube.api.disruption_budgets import BUDGETS
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.scheduler import victims
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.status import (
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Diagnosis,
    Status,
)
from cluster_sim.world.kube.scheduler.victims import Candidate

DISRUPTION_TARGET: Final = "DisruptionTarget"
BY_SCHEDULER: Final = "PreemptionByScheduler"
_NO_CLAIMS: Final = "no new claims to deallocate"
_NOT_HELPFUL: Final = "Preemption is not helpful for scheduling"
_NO_VICTIMS: Final = "No preemption victims found for incoming pod"
_NEVER: Final = "not eligible due to preemptionPolicy=Never."
_UNDER_WAY: Final = "not eligible due to a terminating pod on the nominated node."
# apis/config/v1/defaults.go (DefaultPreemptionArgs): how many nodes are tried.
_LEAST_TRIED, _PERCENT_TRIED = 100, 10
# pickOneNodeForPreemption adds it so that negative priorities count as something.
_OFFSET: Final = 2**31

Below = Callable[[int], int]


class Outcome(NamedTuple):
    """``tail``: what the message says of it; ``node``: nominated to, "" for nowhere, None: as
    before; ``candidate``: who leaves."""

    tail: str
    node: str | None = None
    candidate: Candidate | None = None


def post_filter(profile: Profile, cycle: Cycle, diagnosis: Diagnosis, below: Below) -> Outcome:
    """Whom a pod that fits nowhere may displace; ``below`` draws where the search begins."""
    if not profile.preempts:
        return Outcome(_NO_CLAIMS)
    why_not = _ineligible(cycle, diagnosis)
    if why_not:
        return Outcome(f"{_NO_CLAIMS}, preemption: {why_not}")
    candidates, counts = _candidates(profile, cycle, diagnosis, below)
    if candidates:
        chosen = best(candidates)
        return Outcome("", chosen.node, chosen)
    hopeless = diagnosis.nodes - len(diagnosis.resolvable)
    helpless = (Status("", UNRESOLVABLE, (_NOT_HELPFUL,)), hopeless)
    tried = Diagnosis(diagnosis.nodes, (*([helpless] if hopeless else ()), *counts))
    return Outcome(f"{_NO_CLAIMS}, preemption: {tried.message()}", "")


def _ineligible(cycle: Cycle, diagnosis: Diagnosis) -> str:
    """Why the pod may not displace anybody, "" when it may (PodEligibleToPreemptOthers)."""
    if cycle.pod["spec"].get("preemptionPolicy") == "Never":
        return _NEVER
    nominated = (cycle.pod.get("status") or {}).get("nominatedNodeName", "")
    place = cycle.cluster.places.get(nominated)
    if place is None or place not in diagnosis.resolvable:
        return ""
    for name, pod in cycle.cluster.pods_on(nominated).items():
        if pod.leaving and pod.priority < cycle.priority and _is_displaced(cycle, name):
            return _UNDER_WAY
    return ""


def _is_displaced(cycle: Cycle, name: tuple[str, str]) -> bool:
    pod = cycle.store.get("pods", *name)
    if pod is None or not is_terminating(pod):
        return False
    found = conditions.condition(pod, DISRUPTION_TARGET)
    return found is not None and (found["status"], found.get("reason")) == ("True", BY_SCHEDULER)


def _candidates(
    profile: Profile, cycle: Cycle, diagnosis: Diagnosis, below: Below
) -> tuple[list[Candidate], list[tuple[Status, int]]]:
    """The nodes where leaving helps, those without broken budgets first; and the other nodes' no.

    Not all nodes are tried in a large cluster: from a random one on until enough are found.
    """
    places = [int(place) for place in diagnosis.resolvable]
    if not places:
        return [], []
    if not cycle.cluster.has_below(cycle.priority):
        return [], [(Status("", UNSCHEDULABLE, (_NO_VICTIMS,)), len(places))]
    budgets = list(cycle.store.all(BUDGETS))
    start, wanted = below(len(places)), _tried(len(places))
    harmless: list[Candidate] = []
    harmful: list[Candidate] = []
    counts: dict[Status, int] = {}
    for place in (*places[start:], *places[:start]):
        found = victims.on_node(profile, cycle, place, budgets)
        if isinstance(found, Status):
            counts[found] = counts.get(found, 0) + 1
        elif found.victims:
            (harmful if found.violations else harmless).append(found)
        if harmless and len(harmless) + len(harmful) >= wanted:
            break
    return harmless + harmful, list(counts.items())


def _tried(nodes: int) -> int:
    return min(max(nodes * _PERCENT_TRIED // 100, _LEAST_TRIED), nodes)


def best(candidates: Sequence[Candidate]) -> Candidate:
    """The node where the leaving hurts least (pickOneNodeForPreemption).

    Fewest broken budgets, then the least important of most important victims, then the smallest
    sum of priorities, then the fewest victims, then those that started last, then the first.
    """
    return min(candidates, key=_harm)


def _harm(candidate: Candidate) -> tuple[int, int, int, int, tuple[int, ...]]:
    leaving = candidate.victims
    return (
        candidate.violations,
        leaving[0].priority,
        sum(victim.priority + _OFFSET for victim in leaving),
        len(leaving),
        _later_first(min(each.started for each in leaving if _is_top(each.priority, leaving))),
    )


def _is_top(priority: int, leaving: Iterable[victims.Victim]) -> bool:
    return priority == max(each.priority for each in leaving)


def _later_first(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text)
