"""NetworkPolicies at work: whether a packet may go from one party to another.

kubernetes.io/docs/concepts/services-networking/network-policies: a pod that no policy selects
may do everything; one that is selected may do what one of its policies allows, in each
direction by itself. Addresses are those behind Services. Replies need no permission, a pod
reaches itself, and what comes from a pod's own node comes in.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.kubelet.machines import machine_of
from cluster_sim.world.traffic.party import Party

POLICIES: Final = "networkpolicies.networking.k8s.io"
INGRESS, EGRESS = "Ingress", "Egress"
_RULES: Final = {INGRESS: ("ingress", "from"), EGRESS: ("egress", "to")}


class Stop(NamedTuple):
    """Why a packet goes no further.

    ``direction``: it may not leave its source (Egress) or not enter its target (Ingress).
    ``policies``: those of ``namespace`` that select the pod and do not let it pass, by name.
    """

    direction: str
    namespace: str
    policies: tuple[str, ...]


def stop_of(
    world: World, source: Party, target: Party, port: int, protocol: str = "TCP"
) -> Stop | None:
    """What stops a packet to a port of the target; None when it arrives."""
    if source.address == target.address:
        return None
    leaving = _stopped(world, EGRESS, source, target, target, port, protocol)
    if leaving is not None:
        return leaving
    if target.pod is not None and _is_node_of(world, source, target):
        return None
    return _stopped(world, INGRESS, target, source, target, port, protocol)


def selecting(world: World, party: Party, direction: str) -> list[Object]:
    """The policies that isolate the pod in a direction, by name."""
    if party.pod is None:
        return []
    found = world.store.by_index(POLICIES, NAMESPACE, party.namespace)
    return sorted(
        (
            policy
            for policy in found
            if direction in (policy["spec"].get("policyTypes") or ())
            and labels.of_object(policy["spec"].get("podSelector") or {}).matches(party.labels)
        ),
        key=name_of,
    )


def _stopped(
    world: World,
    direction: str,
    isolated: Party,
    other: Party,
    target: Party,
    port: int,
    protocol: str,
) -> Stop | None:
    policies = selecting(world, isolated, direction)
    if not policies:
        return None
    rules, peers = _RULES[direction]
    for policy in policies:
        for rule in policy["spec"].get(rules) or ():
            allowed = _is_for_port(rule.get("ports"), target, port, protocol)
            if allowed and _is_for_peer(world, rule.get(peers), isolated.namespace, other):
                return None
    return Stop(direction, isolated.namespace, tuple(name_of(policy) for policy in policies))


def _is_for_port(
    ports: Iterable[dict[str, Any]] | None, target: Party, port: int, protocol: str
) -> bool:
    """Whether a rule is about the port; without ports it is about all."""
    if not ports:
        return True
    return any(
        each.get("protocol", "TCP") == protocol and _covers(each, target, port) for each in ports
    )


def _covers(rule: dict[str, Any], target: Party, port: int) -> bool:
    number = rule.get("port")
    if number is None:
        return True
    if isinstance(number, str):
        return port in _ports_named(target, number, rule.get("protocol", "TCP"))
    return bool(number <= port <= (rule.get("endPort") or number))


def _ports_named(target: Party, name: str, protocol: str) -> list[int]:
    """The numbers that a name stands for in the pod that is spoken to."""
    return [
        offered["containerPort"]
        for container in (target.pod or {}).get("spec", {}).get("containers") or ()
        for offered in container.get("ports") or ()
        if offered.get("name") == name and offered.get("protocol", "TCP") == protocol
    ]


def _is_for_peer(
    world: World, peers: Iterable[dict[str, Any]] | None, namespace: str, other: Party
) -> bool:
    """Whether a rule is about the other party; without peers it is about everybody."""
    if not peers:
        return True
    return any(_is_peer(world, peer, namespace, other) for peer in peers)


def _is_peer(world: World, peer: dict[str, Any], namespace: str, other: Party) -> bool:
    block = peer.get("ipBlock")
    if block is not None:
        return is_in_block(other.address, block)
    if other.pod is None:
        return False
    wanted = peer.get("namespaceSelector")
    if wanted is None and other.namespace != namespace:
        return False
    if wanted is not None:
        place = world.store.get("namespaces", "", other.namespace)
        found = (place or {}).get("metadata", {}).get("labels")
        if not labels.of_object(wanted).matches(found):
            return False
    pods = peer.get("podSelector")
    return pods is None or labels.of_object(pods).matches(other.labels)


def is_in_block(address: str, block: dict[str, Any]) -> bool:
    """Whether an ``ipBlock`` has the address: in its network and in none of its exceptions."""
    return is_in(address, block["cidr"]) and not any(
        is_in(address, exception) for exception in block.get("except") or ()
    )


def is_in(address: str, network: str) -> bool:
    """Whether the address is one of the network in CIDR notation."""
    whole = ipaddress.ip_network(network.strip(), strict=False)
    found = ipaddress.ip_address(address)
    return found.version == whole.version and found in whole


def _is_node_of(world: World, source: Party, target: Party) -> bool:
    machine = machine_of(world, target.node)
    return source.pod is None and machine is not None and machine["address"] == source.address
