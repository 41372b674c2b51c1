"""What clients and their requests bring into a world."""

from __future__ import annotations

from cluster_sim.world.hypervisor.vms import VMS
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube.ingress_classes import CLASSES, INGRESSES
from cluster_sim.world.kube.kubelet.network import NETWORK
from cluster_sim.world.traffic import flows, podnet, policies, proxy, routing


def register(system: System) -> None:
    """Let flows follow the Services, the pods behind them and the machines below."""
    system.index("services", routing.OUTER, routing.outer_addresses)
    system.index(flows.FLOWS, flows.BY_SERVICE, flows.by_service)
    system.watch("services", flows.hear_service)
    system.watch(proxy.SLICES, flows.hear_slice)
    system.watch("pods", flows.hear_pod)
    for kind in (VMS, policies.POLICIES, INGRESSES, CLASSES):
        system.watch(kind, flows.hear_all)
    flows.QUEUE.register(system)
    system.offer(NETWORK, podnet.answer)
