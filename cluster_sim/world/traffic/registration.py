"""What clients and their requests bring into a world."""

from __future__ import annotations

from cluster_sim.world.hypervisor.vms import VMS
from cluster_sim.world.kernel.system import System
from cluster_sim.world.traffic import flows, proxy


def register(system: System) -> None:
    """Let flows follow the Services, the pods behind them and the machines below."""
    system.index(flows.FLOWS, flows.BY_SERVICE, flows.by_service)
    system.watch("services", flows.hear_service)
    system.watch(proxy.SLICES, flows.hear_slice)
    system.watch("pods", flows.hear_pod)
    system.watch(VMS, flows.hear_vm)
    flows.QUEUE.register(system)
