"""The Ingress controller's nginx: what it answers, and what it asks of the pods behind it.

ingress-nginx speaks to the endpoints of a Service, not to its cluster address, in turns; after an
error or a silence of five seconds it tries the next one, three at most (proxy_next_upstream).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import namespace_of, split_name
from cluster_sim.world.kube.kubelet.requests import listener
from cluster_sim.world.traffic import delivery, ingress_rules, party, proxy
from cluster_sim.world.traffic.answer import CERTIFICATE, TIMEOUT
from cluster_sim.world.traffic.delivery import Message, Reply
from cluster_sim.world.traffic.ingress_rules import Route
from cluster_sim.world.traffic.party import Party
from cluster_sim.world.traffic.proxy import Endpoint
from cluster_sim.world.traffic.routing import Target

PROGRAM: Final = "ingress-nginx"
_TURNS: Final = "ingress turns"
_TRIES: Final = 3
# proxy_connect_timeout
CONNECT_TIMEOUT: Final = 5 * SECOND
_OWN: Final = 400
_HTTPS: Final = 443
REASONS: Final = {
    308: "Permanent Redirect",
    404: "Not Found",
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
}


def is_controller(world: World, target: Target) -> bool:
    """Whether an Ingress controller takes the connection."""
    found = listener(world, target.pod, target.port)
    return found is not None and found[1].name == PROGRAM and target.port in (80, _HTTPS)


def answer(world: World, source: Party, target: Target, message: Message) -> Reply:
    """What comes back through the controller."""
    stop = delivery.stop_of(world, source, target)
    if stop is not None:
        return Reply(delivery.PATIENCE, TIMEOUT, stopped=stop)
    secure = message.get("scheme") == "https"
    if secure and not message.get("insecure"):
        # The certificates of the lab are signed by nobody that a client knows.
        return Reply(3_000, CERTIFICATE)
    host, path = str(message.get("host", "")), str(message.get("path") or "/")
    route = ingress_rules.route_of(world, host, path, secure)
    reply = _through(world, target, route, message)
    heard = {**message, "scheme": "http", "status": reply.status, "body": reply.body}
    own = delivery.deliver(world, source, target, heard)
    return own if own.fault else reply._replace(latency=reply.latency + own.latency)


def backends(world: World, route: Route) -> list[Endpoint]:
    """The ready endpoints behind a route; nobody when its Service or port does not exist."""
    service = world.store.get("services", namespace_of(route.ingress), route.service)
    if service is None:
        return []
    for port in service["spec"].get("ports") or ():
        if route.port in ({"number": port["port"]}, {"name": port.get("name", "")}):
            return [each for each in proxy.endpoints(world, service, port) if each.pod]
    return []


def _through(world: World, target: Target, route: Route | None, message: Message) -> Reply:
    if route is None:
        return _page(404)
    if route.redirect:
        place = f"https://{message.get('host', '')}{message.get('path') or '/'}"
        return _page(308, {"Location": place})
    found = backends(world, route)
    if not found:
        return _page(503)
    turns, place = world.remember(_TURNS), f"{namespace_of(route.ingress)}/{route.service}"
    turn = turns.get(place, 0)
    turns[place] = turn + 1
    order = [found[(turn + step) % len(found)] for step in range(min(len(found), _TRIES))]
    return _first_answer(world, target, order, {**message, "path": route.path, "scheme": "http"})


def _first_answer(world: World, target: Target, order: list[Endpoint], message: Message) -> Reply:
    """The answer of the first one that gives any; what went wrong last when none does."""
    pod = world.store.get("pods", *split_name(target.pod))
    assert pod is not None
    controller, waited, reply = party.of_pod(pod), 0, Reply(0)
    for endpoint in order:
        reply = delivery.deliver(
            world, controller, Target(endpoint.pod, endpoint.port, controller.address), message
        )
        if not reply.fault:
            return reply._replace(latency=reply.latency + waited)
        waited += CONNECT_TIMEOUT if reply.fault == TIMEOUT else reply.latency
    page = _page(504 if reply.fault == TIMEOUT else 502)
    return page._replace(latency=waited, stopped=reply.stopped)


def _page(status: int, headers: Mapping[str, str] | None = None) -> Reply:
    """nginx' own page for a status."""
    title = f"{status} {REASONS[status]}"
    body = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n"
        "</body>\r\n</html>\r\n"
    )
    return Reply(_OWN, "", status, body, headers=headers or {})
