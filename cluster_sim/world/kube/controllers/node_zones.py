"""How much of a zone may fall silent before the controller doubts itself.

A zone where at least 55 % of the nodes (--unhealthy-zone-threshold, and more than two) are
silent is in partial disruption: a small one (--large-cluster-size-threshold, 50 nodes) then
loses no pods. Where every zone is silent in whole, nothing is evicted at all.
pkg/controller/nodelifecycle: ComputeZoneState, handleDisruption
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.resource import Object

UNHEALTHY_THRESHOLD = 0.55
LARGE_CLUSTER = 50
_FEW = 2
_REGION, _ZONE = "topology.kubernetes.io/region", "topology.kubernetes.io/zone"


def zone_of(node: Object) -> str:
    """Region and zone of a node; all nodes without such labels share one zone."""
    labels = node["metadata"].get("labels") or {}
    return f"{labels.get(_REGION, '')}:{labels.get(_ZONE, '')}"


def evicts(world: World, node: Object) -> bool:
    """Whether the pods of this silent node are to leave it."""
    zones: dict[str, list[bool]] = {}
    for each in world.store.all("nodes"):
        healthy = is_true(each, "Ready")
        zones.setdefault(zone_of(each), []).append(healthy)
    if not any(any(health) for health in zones.values()):
        return False
    return not _in_partial_disruption(zones[zone_of(node)])


def _in_partial_disruption(health: list[bool]) -> bool:
    silent = health.count(False)
    if silent == len(health):
        # In full disruption, with other zones alive, eviction goes on as usual.
        return False
    small = len(health) <= LARGE_CLUSTER
    return small and silent > _FEW and silent / len(health) >= UNHEALTHY_THRESHOLD
