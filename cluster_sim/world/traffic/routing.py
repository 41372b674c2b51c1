"""Where the packets to an address and a port go: to a pod, to the API server, or nowhere."""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.allocation import CLUSTER_IP, NODE_PORT
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.kubelet.machines import machines
from cluster_sim.world.kube.kubelet.podips import pod_at
from cluster_sim.world.traffic import apiserver, proxy
from cluster_sim.world.traffic.answer import REFUSED, TIMEOUT


class Target(NamedTuple):
    """Who takes the connection: a ``pod`` (namespace/name), the API server when it is empty."""

    pod: str
    port: int


def service_at(world: World, address: str) -> Object | None:
    """The Service that has the cluster address."""
    found = world.store.by_index("services", CLUSTER_IP, address)
    return found[0] if found else None


def behind(world: World, service: Object, number: int, client: str) -> Target | str:
    """Whom a client reaches at a port of a Service, or the fault."""
    return _through(world, service, proxy.port_named(service, number), client)


def at(world: World, address: str, number: int, client: str) -> Target | str:
    """Whom a client reaches at an address of the network, or the fault."""
    if address.startswith("127."):
        return REFUSED
    if address == API_SERVER_IP and number == apiserver.PORT:
        return Target("", number)
    pod = pod_at(world, address)
    if pod is not None:
        return Target(pod, number)
    if address == API_SERVER_IP:
        return _at_node_port(world, number, client) or REFUSED
    for node, machine in machines(world).items():
        if machine["address"] == address and machine["up"]:
            return _at_node_port(world, number, client) or _in_network_of(world, node, number)
    return TIMEOUT


def _through(
    world: World, service: Object, port: dict[str, Any] | None, client: str
) -> Target | str:
    if port is None:
        return TIMEOUT
    chosen = proxy.choose(world, service, port, client)
    if chosen is None:
        return REFUSED
    if not chosen.pod and chosen.address != API_SERVER_IP:
        return TIMEOUT
    return Target(chosen.pod, chosen.port)


def _at_node_port(world: World, number: int, client: str) -> Target | str | None:
    """Every node sends on what comes to the node port of a Service."""
    for service in world.store.by_index("services", NODE_PORT, str(number)):
        port = proxy.port_named(service, number, "nodePort")
        if port is not None:
            return _through(world, service, port, client)
    return None


def _in_network_of(world: World, node: str, number: int) -> Target | str:
    """A pod that uses the network of its node."""
    for pod in world.store.by_index("pods", NODE, node):
        ports = [
            port.get("containerPort")
            for container in pod["spec"]["containers"]
            for port in container.get("ports") or ()
        ]
        if pod["spec"].get("hostNetwork") and number in ports:
            return Target(full_name(pod), number)
    return REFUSED
