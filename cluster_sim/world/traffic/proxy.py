"""kube-proxy: whom a connection to a Service reaches.

As pkg/proxy/iptables: every node sends on to the ready endpoints of the Service's slices, to
those that terminate but still serve when none is ready, and refuses the connection when there
is nobody (a REJECT rule). A port of the cluster address that the Service does not have has no
rule at all, so that its packets go nowhere. Instead of the real one's dice it takes turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import full_name, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import SERVICE, SERVICE_NAME_LABEL

SLICES = "endpointslices.discovery.k8s.io"
_TURNS = "traffic turns"
_FAITHFUL = "traffic affinity"
# pkg/apis/core/v1/defaults.go: sessionAffinityConfig.clientIP.timeoutSeconds
_AFFINITY_SECONDS = 10_800


class Endpoint(NamedTuple):
    """``pod`` is namespace/name, empty for an endpoint that is no pod."""

    address: str
    port: int
    node: str
    pod: str


def port_named(service: Object, number: int, field: str = "port") -> dict[str, Any] | None:
    """The TCP port of the Service with that number (``field`` may be nodePort), or None."""
    for port in service["spec"].get("ports") or ():
        if port.get(field) == number and port.get("protocol", "TCP") == "TCP":
            return port
    return None


def endpoints(world: World, service: Object, port: dict[str, Any]) -> list[Endpoint]:
    """Who gets the connections to this port, in the order of the slices."""
    found = list(_endpoints(world, service, port.get("name", "")))
    ready = [each for each, conditions in found if conditions.get("ready", True)]
    return ready or [
        each
        for each, conditions in found
        if conditions.get("serving") and conditions.get("terminating")
    ]


def choose(world: World, service: Object, port: dict[str, Any], client: str) -> Endpoint | None:
    """The endpoint whose turn it is, or None when there is nobody."""
    candidates = endpoints(world, service, port)
    if not candidates:
        return None
    place = f"{full_name(service)}:{port['port']}"
    if service["spec"].get("sessionAffinity") == "ClientIP":
        return _faithful(world, service, f"{place} {client}", candidates)
    turns = world.remember(_TURNS)
    turn = turns.get(place, 0)
    turns[place] = turn + 1
    return candidates[turn % len(candidates)]


def services_of(piece: Object | None) -> list[str]:
    """The Service (namespace/name) that a slice belongs to, in a list; empty when none."""
    if piece is None:
        return []
    name = (piece["metadata"].get("labels") or {}).get(SERVICE_NAME_LABEL)
    return [f"{namespace_of(piece)}/{name}"] if name else []


def _faithful(world: World, service: Object, place: str, candidates: list[Endpoint]) -> Endpoint:
    """The endpoint that this client had the last time, if that was not too long ago."""
    config = (service["spec"].get("sessionAffinityConfig") or {}).get("clientIP") or {}
    most = int(config.get("timeoutSeconds") or _AFFINITY_SECONDS) * SECOND
    known = world.remember(_FAITHFUL)
    address, last = known.get(place, ("", 0))
    kept = [each for each in candidates if each.address == address and world.now - last <= most]
    chosen = kept[0] if kept else candidates[len(known) % len(candidates)]
    known[place] = (chosen.address, world.now)
    return chosen


def _endpoints(
    world: World, service: Object, port_name: str
) -> Iterator[tuple[Endpoint, dict[str, Any]]]:
    for piece in world.store.by_index(SLICES, SERVICE, full_name(service)):
        number = next(
            (
                int(port["port"])
                for port in piece.get("ports") or ()
                if (port.get("name") or "") == port_name and port.get("port")
            ),
            None,
        )
        if number is None:
            continue
        for endpoint in piece.get("endpoints") or ():
            yield _endpoint(endpoint, number), endpoint.get("conditions") or {}


def _endpoint(endpoint: dict[str, Any], port: int) -> Endpoint:
    target = endpoint.get("targetRef") or {}
    pod = f"{target['namespace']}/{target['name']}" if target.get("kind") == "Pod" else ""
    return Endpoint(endpoint["addresses"][0], port, endpoint.get("nodeName") or "", pod)
