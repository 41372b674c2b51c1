"""The last eviction that each PodDisruptionBudget refused: no object of the API tells it."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object

_MEMORY: Final = "refused evictions"


def note(call: Call, budget: Object, pod: Object) -> None:
    """Remember that the budget keeps the pod, unless it was only asked on trial."""
    if not call.dry_run:
        world = call.world
        noted = (name_of(pod), world.now, world.revision)
        world.remember(_MEMORY)[namespace_of(budget), name_of(budget)] = noted


def last(world: World, namespace: str, name: str) -> dict[str, Any] | None:
    """The pod that the budget kept last, and when (lab time); None when it never kept any."""
    noted = world.recall(_MEMORY).get((namespace, name))
    return None if noted is None else {"pod": noted[0], "time": noted[1]}


def since(world: World, revision: int) -> list[tuple[str, str]]:
    """Namespace and name of the budgets that refused something at a revision or after it."""
    noted = world.recall(_MEMORY).items()
    return [name for name, (_pod, _time, at) in noted if at >= revision]
