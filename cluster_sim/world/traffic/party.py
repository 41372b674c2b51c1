"""Who takes part in a connection: an address, the node that it is on, the pod that has it."""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.bootstrap import API_SERVER_IP

# Where the student's terminal is: the machine of the control plane.
CLIENT = "client"
CLIENT_ADDRESS = API_SERVER_IP


class Party(NamedTuple):
    """``pod`` is None for whoever is no pod, and for pods that use the network of their node."""

    address: str
    node: str = ""
    pod: Object | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the pod."""
        found: dict[str, str] = (self.pod or {}).get("metadata", {}).get("labels") or {}
        return found

    @property
    def namespace(self) -> str:
        """The namespace of the pod, empty when it is none."""
        return str((self.pod or {}).get("metadata", {}).get("namespace", ""))


OUTSIDE = Party(CLIENT_ADDRESS)


def of_source(world: World, source: str) -> Party:
    """``client`` (the student's terminal) or a pod as ``namespace/name``."""
    pod = None if source == CLIENT else world.store.get("pods", *split_name(source))
    return OUTSIDE if pod is None else of_pod(pod)


def of_pod(pod: Object) -> Party:
    """The pod as others see it."""
    status: dict[str, Any] = pod.get("status") or {}
    address, node = status.get("podIP") or CLIENT_ADDRESS, pod["spec"].get("nodeName") or ""
    return Party(address, node, None if pod["spec"].get("hostNetwork") else pod)
