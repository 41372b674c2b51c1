"""Extended resources: whoever writes them into a node's capacity has its kubelet offer them.

A kubelet keeps the capacities that others have written and lets what can be allocated follow
them (pkg/kubelet/nodestatus/setters.go, MachineInfo), with its next look at its own status.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE
from cluster_sim.world.kube.timings import SECOND

# A kubelet looks at its status every ten seconds (nodeStatusUpdateFrequency).
_LOOK = 10 * SECOND


def hear(world: World, change: Change) -> None:
    """Watcher: a node's capacity may hold something that is not offered yet."""
    if change.new is not None and is_new(change.new.get("status") or {}):
        NODE_QUEUE.add(world, change.key.name, world.chance.below("kubelet", _LOOK))


def is_new(status: dict[str, Any]) -> bool:
    """Whether others have written a capacity that the kubelet does not offer as it is."""
    offered = status.get("allocatable") or {}
    return any(offered.get(name) != amount for name, amount in _extended(status).items())


def kept(status: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The kubelet's own ``status`` with the extended resources of the one that is ``known``."""
    extra = _extended(known)
    if not extra:
        return status
    both = {field: {**status[field], **extra} for field in ("capacity", "allocatable")}
    return {**status, **both}


def _extended(status: dict[str, Any]) -> dict[str, str]:
    return {name: amount for name, amount in (status.get("capacity") or {}).items() if "/" in name}
