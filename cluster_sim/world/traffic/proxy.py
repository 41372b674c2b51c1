"""kube-proxy: whom a connection to a Service reaches.

As pkg/proxy (topology.go: CategorizeEndpoints; iptables): a node sends on to the ready endpoints
of the Service's slices, to those that terminate but still serve when none is ready, to those of
its own zone or of itself where the Service prefers or demands them. A connection is refused when
there is nobody at all (a REJECT rule) and lost when there is only nobody on this node (DROP). A
port of the cluster address that the Service does not have has no rule at all, so that its
packets go nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import full_name, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import SERVICE, SERVICE_NAME_LABEL

SLICES = "endpointslices.discovery.k8s.io"
NAME = "kube-proxy"
_FAITHFUL = "traffic affinity"
# pkg/apis/core/v1/defaults.go: sessionAffinityConfig.clientIP.timeoutSeconds
_AFFINITY_SECONDS = 10_800
_ZONE = "topology.kubernetes.io/zone"


class Endpoint(NamedTuple):
    """``pod`` is namespace/name, empty for an endpoint that is no pod.

    ``zones`` and ``nodes``: for whom it is meant; empty when it is for everybody.
    """

    address: str
    port: int
    node: str
    pod: str
    hostname: str = ""
    zones: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


class Door(NamedTuple):
    """Where a connection enters: the ``node`` whose kube-proxy sends it on, empty when it is the
    control plane's machine; ``external``: by a node port, a load balancer or an external address.
    """

    node: str = ""
    external: bool = False


def port_named(
    service: Object, number: int, field: str = "port", protocol: str = "TCP"
) -> dict[str, Any] | None:
    """The port of the Service with that number (``field`` may be nodePort), or None."""
    for port in service["spec"].get("ports") or ():
        if port.get(field) == number and port.get("protocol", "TCP") == protocol:
            return port
    return None


def endpoints(world: World, service: Object, port: dict[str, Any]) -> list[Endpoint]:
    """Who serves this port anywhere, in the order of the slices."""
    return _usable(list(_endpoints(world, service, port.get("name", ""))))


def named_endpoints(world: World, service: Object, port_name: str) -> list[Endpoint]:
    """Who stands under the names of a headless Service: the ready ones of that port.

    A Service without ports has its endpoints all the same.
    """
    found = list(_endpoints(world, service, port_name))
    return [each for each, conditions in found if conditions.get("ready", True)]


def reached(
    world: World, service: Object, port: dict[str, Any], door: Door
) -> list[Endpoint] | None:
    """Who may get a connection by that door; None when it is lost, nobody when it is refused."""
    found = list(_endpoints(world, service, port.get("name", "")))
    if _is_local(service["spec"], door.external):
        local = _usable([each for each in found if each[0].node == door.node and door.node])
        return local or (None if _usable(found) else [])
    return _preferred(world, _usable(found), door.node)


def choose(
    world: World,
    service: Object,
    port: dict[str, Any],
    client: str,
    candidates: Sequence[Endpoint],
) -> Endpoint:
    """One of the candidates: by chance, or the same as before where the Service wants that."""
    if service["spec"].get("sessionAffinity") == "ClientIP":
        place = f"{full_name(service)}:{port['port']} {client}"
        return _faithful(world, service, place, candidates)
    return candidates[world.chance.below(NAME, len(candidates))]


def services_of(piece: Object | None) -> list[str]:
    """The Service (namespace/name) that a slice belongs to, in a list; empty when none."""
    if piece is None:
        return []
    name = (piece["metadata"].get("labels") or {}).get(SERVICE_NAME_LABEL)
    return [f"{namespace_of(piece)}/{name}"] if name else []


def _is_local(spec: dict[str, Any], external: bool) -> bool:
    field = "externalTrafficPolicy" if external else "internalTrafficPolicy"
    return spec.get(field) == "Local"


def _usable(found: list[tuple[Endpoint, dict[str, Any]]]) -> list[Endpoint]:
    ready = [each for each, conditions in found if conditions.get("ready", True)]
    return ready or [
        each
        for each, conditions in found
        if conditions.get("serving") and conditions.get("terminating")
    ]


def _preferred(world: World, found: list[Endpoint], node: str) -> list[Endpoint]:
    """Those meant for this node or its zone, if every endpoint says whom it is for."""
    if not node or not found:
        return found
    same = [each for each in found if node in each.nodes]
    if same:
        return same
    labels = (world.store.get("nodes", "", node) or {"metadata": {}})["metadata"].get("labels")
    zone = (labels or {}).get(_ZONE)
    if not zone or not all(each.zones for each in found):
        return found
    return [each for each in found if zone in each.zones] or found


def _faithful(
    world: World, service: Object, place: str, candidates: Sequence[Endpoint]
) -> Endpoint:
    """The endpoint that this client had the last time, if that was not too long ago."""
    config = (service["spec"].get("sessionAffinityConfig") or {}).get("clientIP") or {}
    most = int(config.get("timeoutSeconds") or _AFFINITY_SECONDS) * SECOND
    known = world.remember(_FAITHFUL)
    address, last = known.get(place, ("", 0))
    kept = [each for each in candidates if each.address == address and world.now - last <= most]
    chosen = kept[0] if kept else candidates[world.chance.below(NAME, len(candidates))]
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
        if number is None and (service["spec"].get("ports") or not piece.get("endpoints")):
            continue
        for endpoint in piece.get("endpoints") or ():
            yield _endpoint(endpoint, number or 0), endpoint.get("conditions") or {}


def _endpoint(endpoint: dict[str, Any], port: int) -> Endpoint:
    target, hints = endpoint.get("targetRef") or {}, endpoint.get("hints") or {}
    pod = f"{target['namespace']}/{target['name']}" if target.get("kind") == "Pod" else ""
    return Endpoint(
        endpoint["addresses"][0],
        port,
        endpoint.get("nodeName") or "",
        pod,
        endpoint.get("hostname") or "",
        tuple(each["name"] for each in hints.get("forZones") or ()),
        tuple(each["name"] for each in hints.get("forNodes") or ()),
    )
