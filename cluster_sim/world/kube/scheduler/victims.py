"""Who would have to leave one node for a pod to fit: as few, and as unimportant, as will do.

pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go (SelectVictimsOnNode,
filterPodsWithPDBViolation) and pkg/scheduler/util/utils.go (MoreImportantPod).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api import disruption_budgets
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import framework, thought
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.status import Status, unresolvable
from cluster_sim.world.kube.scheduler.tally import Placed, PodName

# After every moment that is written down: who has not started yet is the least important.
_NOT_YET: Final = "9999"


class Victim(NamedTuple):
    """A pod that may have to leave; ``started`` as its status says it."""

    name: PodName
    uid: str
    priority: int
    started: str

    @property
    def rank(self) -> tuple[int, str, PodName]:
        """The most important first: by priority, then who runs for longer."""
        return (-self.priority, self.started, self.name)


class Candidate(NamedTuple):
    """A node and those who would leave it, the most important first.

    ``violations``: how many of them a PodDisruptionBudget protects.
    """

    node: str
    victims: tuple[Victim, ...]
    violations: int


def on_node(
    profile: Profile, cycle: Cycle, place: int, budgets: Sequence[Object]
) -> Candidate | Status:
    """Who would leave the node at ``place``, or why nobody's leaving would help."""
    cluster, node = cycle.cluster, cycle.node(place).name
    lower = {
        name: pod for name, pod in cluster.pods_on(node).items() if pod.priority < cycle.priority
    }
    if not lower:
        return unresolvable("", "No preemption victims found for incoming pod")
    with thought.gone(cluster, lower.items()):
        refused = _refusal(profile, cycle, place)
        if refused is not None:
            return refused
        ranked = sorted((_victim(cycle.store, name, pod) for name, pod in lower.items()), key=_rank)
        guarded, free = _by_budget(cycle.store, ranked, budgets)
        hit = _not_spared(profile, cycle, place, guarded, lower)
        others = _not_spared(profile, cycle, place, free, lower)
    return Candidate(node, tuple(sorted((*hit, *others), key=_rank)), len(hit))


def _rank(victim: Victim) -> tuple[int, str, PodName]:
    return victim.rank


def _victim(store: Store, name: PodName, pod: Placed) -> Victim:
    known = store.get("pods", *name) or {}
    started = (known.get("status") or {}).get("startTime") or _NOT_YET
    return Victim(name, (known.get("metadata") or {}).get("uid", ""), pod.priority, started)


def _refusal(
    profile: Profile, cycle: Cycle, place: int, of_pods_only: bool = False
) -> Status | None:
    """Why the pod does not fit as the cluster is thought to be now."""
    if place in cycle.guests:
        refused = framework.among_guests(profile, cycle, place)
        if refused is not None:
            return refused
    return framework.refusal(profile, cycle.again(), place, of_pods_only)


def _not_spared(
    profile: Profile,
    cycle: Cycle,
    place: int,
    victims: Sequence[Victim],
    pods: dict[PodName, Placed],
) -> list[Victim]:
    """Put the pods back one by one, the most important first; those beside whom it does not fit."""
    leaving = []
    for victim in victims:
        cycle.cluster.add_pod(victim.name, pods[victim.name])
        if _refusal(profile, cycle, place, of_pods_only=True) is not None:
            cycle.cluster.remove_pod(victim.name)
            leaving.append(victim)
    return leaving


def _by_budget(
    store: Store, victims: Sequence[Victim], budgets: Sequence[Object]
) -> tuple[list[Victim], list[Victim]]:
    """Those whose leaving would break a PodDisruptionBudget, and the others."""
    allowed = [(budget.get("status") or {}).get("disruptionsAllowed", 0) for budget in budgets]
    guarded: list[Victim] = []
    free: list[Victim] = []
    for victim in victims:
        pod = store.get("pods", *victim.name) or {"metadata": {}}
        violates = False
        for index, budget in enumerate(budgets):
            if _guards(budget, victim.name, pod):
                allowed[index] -= 1
                violates = violates or allowed[index] < 0
        (guarded if violates else free).append(victim)
    return guarded, free


def _guards(budget: Object, name: PodName, pod: Object) -> bool:
    """Whether the budget counts the pod's leaving; not again once its eviction was granted."""
    if budget["metadata"]["namespace"] != name[0] or not disruption_budgets.selects(budget, pod):
        return False
    return name[1] not in ((budget.get("status") or {}).get("disruptedPods") or {})
