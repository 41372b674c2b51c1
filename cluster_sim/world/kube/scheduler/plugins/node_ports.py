"""NodePorts: two pods cannot have the same port of one node (plugins/nodeports)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cluster_sim.world.kube.scheduler.plugins.sole_use import SoleUse
from cluster_sim.world.kube.scheduler.pod_kind import HostPort, PodKind

_EVERY_ADDRESS: Final = "0.0.0.0"


class NodePorts(SoleUse):
    """Turns down nodes where a host port that the pod wants is taken."""

    name = "NodePorts"
    reason = "node(s) didn't have free ports for the requested pod ports"

    def wanted(self, kind: PodKind) -> Sequence[HostPort]:
        """The host ports."""
        return kind.ports

    def clash(self, one: HostPort, other: HostPort) -> bool:
        """Whether two ports are one; a port of every address is one with that of any."""
        if (one.protocol, one.port) != (other.protocol, other.port):
            return False
        return one.address == other.address or _EVERY_ADDRESS in (one.address, other.address)
