"""Which pods go first when there are too many.

pkg/controller/controller_utils.go: ActivePodsWithRanks
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_active, is_ready, phase_of
from cluster_sim.world.kube.timings import SECOND

_COST = "controller.kubernetes.io/pod-deletion-cost"
_PHASES = {"Pending": 0, "Unknown": 1, "Running": 2}


def deletion_order(world: World, pods: list[Object], related: list[Object]) -> list[Object]:
    """The pods, first the one that is missed least: unassigned, pending, not ready, cheap,
    one of several ``related`` ones on its node, ready for a short time, restarted often, young."""
    together = _together([pod for pod in related if is_active(pod)])
    return sorted(pods, key=lambda pod: _rank(world, pod, together))


def _together(pods: list[Object]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pod in pods:
        node = pod["spec"].get("nodeName", "")
        counts[node] = counts.get(node, 0) + 1
    return counts


def _rank(world: World, pod: Object, together: dict[str, int]) -> tuple[Any, ...]:
    node = pod["spec"].get("nodeName", "")
    created = timestamps.parse(pod["metadata"]["creationTimestamp"])
    return (
        bool(node),
        _PHASES.get(phase_of(pod), 0),
        is_ready(pod),
        int((pod["metadata"].get("annotations") or {}).get(_COST, 0)),
        -together.get(node, 0),
        _age_class(world, _ready_since(pod)),
        -_restarts(pod),
        _age_class(world, created),
        pod["metadata"]["uid"],
    )


def _ready_since(pod: Object) -> int | None:
    ready = condition(pod, "Ready")
    if ready is None or ready["status"] != "True":
        return None
    return timestamps.parse(ready["lastTransitionTime"])


def _age_class(world: World, since: int | None) -> int:
    """Ages compare by powers of two (LogarithmicScaleDown), so that old pods go too."""
    if since is None:
        return -1
    return max(0, (world.unix - since) // SECOND).bit_length()


def _restarts(pod: Object) -> int:
    statuses = (pod.get("status") or {}).get("containerStatuses") or ()
    return max((status.get("restartCount", 0) for status in statuses), default=0)
