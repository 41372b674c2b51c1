"""The kubelets of all nodes of a world."""

from __future__ import annotations

from cluster_sim.world.hypervisor.vms import VMS
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube.kubelet import (
    claim_volumes,
    extended,
    heartbeats,
    nodes,
    orphans,
    podsync,
    volumeupdates,
)
from cluster_sim.world.kube.kubelet.doors import execute, open_session
from cluster_sim.world.kube.kubelet.heartbeats import last_heartbeat
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE, POD_QUEUE, PRESSURE_QUEUE
from cluster_sim.world.kube.kubelet.readings import logs, pod_usage, usage
from cluster_sim.world.kube.kubelet.requests import serve

__all__ = [
    "execute",
    "last_heartbeat",
    "logs",
    "open_session",
    "pod_usage",
    "register",
    "serve",
    "usage",
]


def register(system: System) -> None:
    """Let worlds of this system run kubelets on their virtual machines."""
    POD_QUEUE.register(system)
    NODE_QUEUE.register(system)
    PRESSURE_QUEUE.register(system)
    claim_volumes.register(system)
    system.handler(orphans.FOUND, orphans.end_all)
    system.watch(VMS, nodes.hear_vm)
    system.watch("nodes", extended.hear)
    system.watch("pods", podsync.hear_pod)
    system.watch("pods", volumeupdates.hear_pod)
    system.watch("configmaps", volumeupdates.hear_object)
    system.watch("secrets", volumeupdates.hear_object)
    system.view("nodes", heartbeats.node_view)
    system.view(nodes.LEASES, heartbeats.lease_view)
