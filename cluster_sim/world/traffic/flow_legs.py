"""The ways that the requests of a flow take: from whom, by which controller, to which endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.traffic import delivery, ingress, ingress_rules, party, proxy
from cluster_sim.world.traffic.ingress_rules import Route
from cluster_sim.world.traffic.party import OUTSIDE, Party
from cluster_sim.world.traffic.policies import Stop
from cluster_sim.world.traffic.proxy import Door, Endpoint
from cluster_sim.world.traffic.routing import Target


class Leg(NamedTuple):
    """A share of the requests: who sends them to whom; nobody takes them without an endpoint.

    ``stop``: the policies that keep them from arriving. ``path``: as the endpoint gets it.
    ``redirected``: the endpoint, a controller, answers by itself where to ask instead.
    """

    share: float
    source: Party
    endpoint: Endpoint | None
    path: str
    stop: Stop | None = None
    redirected: bool = False


def direct(world: World, spec: dict[str, Any], service: Object) -> list[Leg]:
    """From each sender to the endpoints that its node sends on to."""
    ports = service["spec"].get("ports") or ()
    senders = senders_of(world, spec)
    legs: list[Leg] = []
    for sender in senders:
        found = proxy.reached(world, service, ports[0], Door(sender.node)) if ports else []
        legs += _shared(world, 1 / len(senders), sender, found or [], spec["path"])
    return legs


def behind(world: World, leg: Leg, route: Route | None, path: str) -> list[Leg]:
    """On from an Ingress controller, the leg's endpoint, to the pods of the route."""
    pod = world.store.get("pods", *_split(leg.endpoint)) if leg.endpoint else None
    if pod is None or route is None:
        return [Leg(leg.share, leg.source, None, path)]
    if route.redirect:
        return [Leg(leg.share, leg.source, leg.endpoint, path, redirected=True)]
    found = ingress.backends(world, route)
    return list(_shared(world, leg.share, party.of_pod(pod), found, route.path))


def route_of(world: World, spec: dict[str, Any]) -> Route | None:
    """The rule that the flow's host and path fall under."""
    return ingress_rules.route_of(world, spec["host"], spec["path"])


def service_of(route: Route | None) -> list[str]:
    """The Service behind a rule: its namespace and its name; empty where there is none."""
    return [namespace_of(route.ingress), route.service] if route and route.service else []


def senders_of(world: World, spec: dict[str, Any]) -> list[Party]:
    """The pods that send the requests, those that run; the world outside when none are named."""
    wanted = spec.get("source")
    if not wanted:
        return [OUTSIDE]
    selector = labels.of_set(wanted)
    return [
        party.of_pod(pod)
        for pod in world.store.by_index("pods", NAMESPACE, spec["namespace"])
        if selector.matches(pod["metadata"].get("labels"))
        and (pod.get("status") or {}).get("phase") == "Running"
    ]


def _shared(
    world: World, share: float, sender: Party, found: list[Endpoint], path: str
) -> Iterator[Leg]:
    for each in found:
        stop = None
        if each.pod:
            target = Target(each.pod, each.port, sender.address)
            stop = delivery.stop_of(world, sender, target)
        yield Leg(share / len(found), sender, each, path, stop)
    if not found:
        yield Leg(share, sender, None, path)


def _split(endpoint: Endpoint) -> tuple[str, str]:
    namespace, _, name = endpoint.pod.partition("/")
    return namespace, name
