"""Where the packets to an address and a port go: to a pod, to the API server, or nowhere."""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.allocation import CLUSTER_IP, NODE_PORT
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.kubelet import forwards
from cluster_sim.world.kube.kubelet.machines import machines
from cluster_sim.world.kube.kubelet.podips import pod_at
from cluster_sim.world.kube.kubelet.requests import listener
from cluster_sim.world.traffic import apiserver, policies, proxy
from cluster_sim.world.traffic.answer import REFUSED, TIMEOUT
from cluster_sim.world.traffic.names import LOOPBACK
from cluster_sim.world.traffic.party import CLIENT_ADDRESS, Party
from cluster_sim.world.traffic.proxy import Door

# Services by the addresses at which they are reached from outside.
OUTER = "outer-address"


class Target(NamedTuple):
    """Who takes the connection: a ``pod`` (namespace/name), the API server when it is empty.

    ``client``: the address that the other side sees. ``tunnel``: kubectl brings it there,
    outside the network of the pods.
    """

    pod: str
    port: int
    client: str
    tunnel: bool = False


def outer_addresses(service: Object) -> list[str]:
    """Index function: external addresses, and those that a load balancer gave."""
    points = ((service.get("status") or {}).get("loadBalancer") or {}).get("ingress") or ()
    given = [each["ip"] for each in points if each.get("ip")]
    return sorted({*given, *(service["spec"].get("externalIPs") or ())})


def connect(
    world: World, source: Party, address: str, number: int, protocol: str = "TCP"
) -> Target | str:
    """Whom a client reaches at an address and a port, or the fault."""
    if address.startswith("127."):
        return _at_home(world, source, number)
    for service in world.store.by_index("services", CLUSTER_IP, address):
        port = proxy.port_named(service, number, protocol=protocol)
        return _through(world, service, port, source, Door(source.node))
    for service in world.store.by_index("services", OUTER, address):
        port = proxy.port_named(service, number, protocol=protocol)
        if port is not None:
            return _from_outside(world, service, port, source)
    if address == API_SERVER_IP and number == apiserver.PORT:
        return Target("", number, source.address)
    pod = pod_at(world, address)
    if pod is not None:
        return Target(pod, number, source.address)
    return _at_machine(world, source, address, number, protocol)


def is_machine(world: World, address: str) -> bool:
    """Whether a machine that runs has the address."""
    found = [each for each in machines(world).values() if each["address"] == address]
    return address == API_SERVER_IP or any(each["up"] for each in found)


def _at_home(world: World, source: Party, number: int) -> Target | str:
    """The client's own machine: its own ports, and those that kubectl forwards."""
    if source.pod is not None:
        return Target(full_name(source.pod), number, LOOPBACK)
    forwarded = forwards.target(world, number) if source.address == CLIENT_ADDRESS else None
    if forwarded is None:
        return _in_network_of(world, source._replace(address=LOOPBACK), source.node, number)
    forwards.note(world, number)
    return Target(*forwarded, LOOPBACK, tunnel=True)


def _at_machine(
    world: World, source: Party, address: str, number: int, protocol: str
) -> Target | str:
    if address == API_SERVER_IP:
        return _at_node_port(world, source, "", address, number, protocol) or REFUSED
    for node, machine in machines(world).items():
        if machine["address"] == address and machine["up"]:
            found = _at_node_port(world, source, node, address, number, protocol)
            return found or _in_network_of(world, source, node, number)
    return TIMEOUT


def _through(
    world: World, service: Object, port: dict[str, Any] | None, source: Party, door: Door
) -> Target | str:
    if port is None:
        return TIMEOUT
    candidates = proxy.reached(world, service, port, door)
    if not candidates:
        return TIMEOUT if candidates is None else REFUSED
    chosen = proxy.choose(world, service, port, source.address, candidates)
    if not chosen.pod and chosen.address != API_SERVER_IP:
        return TIMEOUT
    return Target(chosen.pod, chosen.port, source.address)


def _from_outside(
    world: World, service: Object, port: dict[str, Any], source: Party
) -> Target | str:
    """By the load balancer: over one of the nodes that it takes for healthy."""
    spec = service["spec"]
    ranges = spec.get("loadBalancerSourceRanges") or ()
    if ranges and not any(policies.is_in(source.address, each) for each in ranges):
        return TIMEOUT
    nodes = balanced_nodes(world, service, port)
    if not nodes:
        # With externalTrafficPolicy Local, a Service without endpoints has no healthy node.
        return TIMEOUT if spec.get("externalTrafficPolicy") == "Local" else REFUSED
    node = nodes[world.chance.below("load balancer", len(nodes))]
    return _entered(world, service, port, source, node, machines(world)[node]["address"])


def balanced_nodes(world: World, service: Object, port: dict[str, Any]) -> list[str]:
    """The nodes that a load balancer sends to, as its checks of their health find them."""
    up = [name for name, machine in machines(world).items() if machine["up"]]
    if service["spec"].get("externalTrafficPolicy") != "Local":
        return up
    return [node for node in up if proxy.reached(world, service, port, Door(node, True))]


def _entered(
    world: World, service: Object, port: dict[str, Any], source: Party, node: str, address: str
) -> Target | str:
    """Through a node, which puts its own address in place of the client's, unless it is Local."""
    found = _through(world, service, port, source, Door(node, True))
    if isinstance(found, str) or service["spec"].get("externalTrafficPolicy") == "Local":
        return found
    return found._replace(client=address)


def _at_node_port(
    world: World, source: Party, node: str, address: str, number: int, protocol: str
) -> Target | str | None:
    """Every node sends on what comes to the node port of a Service."""
    for service in world.store.by_index("services", NODE_PORT, str(number)):
        port = proxy.port_named(service, number, "nodePort", protocol)
        if port is not None:
            return _entered(world, service, port, source, node, address)
    return None


def _in_network_of(world: World, source: Party, node: str, number: int) -> Target | str:
    """A pod that listens in the network of its node, or that has a port of it."""
    for pod in world.store.by_index("pods", NODE, node) if node else ():
        if pod["spec"].get("hostNetwork"):
            if listener(world, full_name(pod), number) is not None:
                return Target(full_name(pod), number, source.address)
            continue
        for container in pod["spec"]["containers"]:
            for port in container.get("ports") or ():
                if number == port.get("hostPort"):
                    return Target(full_name(pod), port["containerPort"], source.address)
    return REFUSED
