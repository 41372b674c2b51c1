"""How long a pod whose sync failed waits, and what its container is meanwhile."""

from __future__ import annotations

from cluster_sim.world.kube.kubelet.podrecords import EXITED, WAITING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import SECOND

# A pod whose sync failed is looked at again after 10 s and up to half as much more
# (pkg/kubelet/pod_workers.go: backOffPeriod, workerBackOffPeriodJitterFactor).
_AGAIN, _AGAIN_LATEST = 10 * SECOND, 15 * SECOND


def later(turn: Turn) -> int:
    """When the pod is looked at again (Unix µs)."""
    return turn.now + turn.world.chance.between("kubelet", _AGAIN, _AGAIN_LATEST)


def rest(container: Container) -> str:
    """The stage of a container that could not be started: as it was before."""
    return EXITED if container["finished"] is not None else WAITING
