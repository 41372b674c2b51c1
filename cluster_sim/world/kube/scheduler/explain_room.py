"""Who would have to leave a node for a pod that fits nowhere: the preemption candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from cluster_sim.world.kube.api.disruption_budgets import BUDGETS
from cluster_sim.world.kube.scheduler import victims
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.preemption import best
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.status import UNSCHEDULABLE, Status
from cluster_sim.world.kube.scheduler.victims import Candidate

# In larger clusters asking every node anew would take too long.
_MOST: Final = 100


def room(
    profile: Profile, cycle: Cycle, refused: Sequence[Status | None]
) -> dict[int, dict[str, Any]]:
    """By place, for the nodes that leaving would open: ``victims`` as [name, priority], how many
    ``violations`` of budgets that makes, and whether it is the ``best`` of all.

    Empty when the pod may not displace anybody.
    """
    never = cycle.pod["spec"].get("preemptionPolicy") == "Never"
    if never or not profile.preempts or len(refused) > _MOST:
        return {}
    if not cycle.cluster.has_below(cycle.priority):
        return {}
    found = _candidates(profile, cycle, refused)
    chosen = best(list(found.values())) if found else None
    return {place: _told(candidate, candidate is chosen) for place, candidate in found.items()}


def _candidates(
    profile: Profile, cycle: Cycle, refused: Sequence[Status | None]
) -> dict[int, Candidate]:
    budgets, found = list(cycle.store.all(BUDGETS)), {}
    for place, status in enumerate(refused):
        if status is None or status.code != UNSCHEDULABLE:
            continue
        candidate = victims.on_node(profile, cycle, place, budgets)
        if isinstance(candidate, Candidate) and candidate.victims:
            found[place] = candidate
    return found


def _told(candidate: Candidate, is_best: bool) -> dict[str, Any]:
    return {
        "victims": [[victim.name[1], victim.priority] for victim in candidate.victims],
        "violations": candidate.violations,
        "best": is_best,
    }
