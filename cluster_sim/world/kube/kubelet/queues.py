"""The work queues of all kubelets of a world: one keyed by pod, two keyed by node."""

from __future__ import annotations

from cluster_sim.world.kernel.workqueue import WorkQueue
from cluster_sim.world.kernel.world import World


def _pod(world: World, key: str) -> int | None:
    from cluster_sim.world.kube.kubelet.podsync import work

    return work(world, key)


def _node(world: World, key: str) -> int | None:
    from cluster_sim.world.kube.kubelet.nodes import work

    return work(world, key)


def _pressure(world: World, key: str) -> int | None:
    from cluster_sim.world.kube.kubelet.pressurework import work

    return work(world, key)


POD_QUEUE = WorkQueue("kubelet", _pod)
NODE_QUEUE = WorkQueue("kubelet node status", _node)
PRESSURE_QUEUE = WorkQueue("kubelet pressure", _pressure)
