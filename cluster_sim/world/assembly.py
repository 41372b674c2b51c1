"""The whole world put together: which layers there are, from the machines up."""

from __future__ import annotations

from functools import cache

from cluster_sim.world.hypervisor import registration as hypervisor
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube import registration as kube
from cluster_sim.world.scenarios import story
from cluster_sim.world.shell import registration as shell
from cluster_sim.world.traffic import registration as traffic


@cache
def system() -> System:
    """The system that every lab of this process runs on."""
    made = System()
    for layer in (hypervisor, kube, traffic, shell, story):
        layer.register(made)
    return made
