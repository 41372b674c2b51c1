"""What a pod would take of each resource of a node: the input of the scoring strategies.

pkg/scheduler/framework/plugins/noderesources/resource_allocation.go
"""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins.allocation import Share, Shares
from cluster_sim.world.kube.scheduler.pod_kind import PodKind
from cluster_sim.world.kube.scheduler.requests import Amounts

Resources = Sequence[tuple[str, int]]
_NATIVE = ("cpu", "memory", "ephemeral-storage")


def of_node(cycle: Cycle, place: int, resources: Resources, weighed: bool) -> list[Share]:
    """The shares of one node; ``weighed`` counts silent containers at their default."""
    node = cycle.node(place)
    pods = cycle.cluster.pods_on(node.name).values()
    mine = _amounts(cycle.kind, weighed)
    found = []
    for name, weight in resources:
        capacity = node.allocatable.get(name, 0)
        if not capacity or _is_unasked(name, mine):
            continue
        used = sum(_amounts(pod.kind, weighed).get(name, 0) for pod in pods)
        found.append(Share(used + mine.get(name, 0), capacity, weight))
    return found


def of_nodes(cycle: Cycle, resources: Resources, weighed: bool) -> list[Shares]:
    """The shares of all feasible nodes."""
    columns, places = cycle.cluster.columns, cycle.feasible
    mine = _amounts(cycle.kind, weighed)
    found = []
    for name, weight in resources:
        row = columns.row(name)
        used_row = columns.weighed_row(name) if weighed else row
        if row is None or used_row is None or _is_unasked(name, mine):
            continue
        used = columns.requested[used_row][places] + mine.get(name, 0)
        found.append(Shares(used, columns.allocatable[row][places], weight))
    return found


def _amounts(kind: PodKind, weighed: bool) -> Amounts:
    return kind.weighed if weighed else kind.requests


def _is_unasked(name: str, mine: Amounts) -> bool:
    """Extended resources matter to those alone who ask for them."""
    return name not in _NATIVE and not mine.get(name)
