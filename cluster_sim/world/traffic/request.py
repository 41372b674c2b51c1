"""One HTTP request, from a client through names and Services to the program that answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.kube.kubelet.requests import TIMEOUT as PATIENCE
from cluster_sim.world.kube.kubelet.requests import serve
from cluster_sim.world.traffic import apiserver, headers, names, routing
from cluster_sim.world.traffic import url as urls
from cluster_sim.world.traffic.answer import (
    BAD_URL,
    CERTIFICATE,
    EMPTY_REPLY,
    NO_SUCH_HOST,
    NOT_TLS,
    REFUSED,
    TIMEOUT,
    Answer,
)
from cluster_sim.world.traffic.routing import Target

# Where the student's terminal is: the machine of the control plane.
CLIENT = "client"
CLIENT_ADDRESS = API_SERVER_IP
AGENT = "curl/8.14.1"
# µs until a refusal is heard, and for the greetings of TLS.
_REFUSAL, _HANDSHAKE = 300, 3_000
_FAULTS = {"refused": REFUSED, "timeout": TIMEOUT, "reset": EMPTY_REPLY}
# The first bytes of a TLS greeting, as access logs print them.
_GREETING = {"method": r"\x16\x03\x01", "path": ""}


class _Order(NamedTuple):
    """A request on its way; ``address`` is what the client connects to."""

    url: urls.URL
    method: str
    client: str
    agent: str
    insecure: bool
    address: str
    looked_up: int
    authorization: str


def request(
    world: World,
    url: str,
    method: str = "GET",
    source: str = CLIENT,
    agent: str = AGENT,
    insecure: bool = False,
    authorization: str = "",
) -> Answer:
    """What the request gets at this moment.

    ``source``: ``client`` (the student's terminal) or a pod as ``namespace/name``. Hosts may be
    names of Services (``web``, ``web.default``, ``web.default.svc.cluster.local``), cluster
    addresses, addresses of pods and of nodes. ``insecure``: do not ask for a certificate.
    ``authorization``: the header of that name, which the API server alone looks at.
    """
    try:
        asked = urls.parse(url)
    except urls.BadURL:
        return Answer(host=url, port=0, latency=0, fault=BAD_URL)
    service: Object | None
    if names.is_address(asked.host):
        address, service, took = asked.host, routing.service_at(world, asked.host), 0
    else:
        namespace = split_name(source)[0] or "default"
        address, service = names.resolve(world, asked.host, namespace)
        took = names.LOOKUP
    seen = _address_of(world, source)
    order = _Order(asked, method, seen, agent, insecure, address, took, authorization)
    return _connect(world, order, service) if address else _without(order, NO_SUCH_HOST, 0)


def _connect(world: World, order: _Order, service: Object | None) -> Answer:
    port, client = order.url.port, order.client
    if service is not None:
        target = routing.behind(world, service, port, client)
    else:
        target = routing.at(world, order.address, port, client)
    if isinstance(target, str):
        return _without(order, target, PATIENCE if target == TIMEOUT else _REFUSAL)
    return _ask_pod(world, order, target) if target.pod else _ask_api_server(world, order)


def _ask_pod(world: World, order: _Order, target: Target) -> Answer:
    secure = order.url.scheme == "https"
    wanted = {"method": order.method, "path": order.url.path, "agent": order.agent}
    if secure:
        wanted = {**wanted, **_GREETING}
    namespace, name = split_name(target.pod)
    response = serve(world, namespace, name, target.port, {**wanted, "client": order.client})
    fault = _FAULTS[response["error"]] if "error" in response else ""
    if secure and fault in ("", EMPTY_REPLY):
        # Programs here speak plain HTTP, which is no answer to a TLS greeting.
        fault = NOT_TLS
    if fault:
        return _without(order, fault, response["latency"])
    return _answered(world, order, response, target.pod)


def _ask_api_server(world: World, order: _Order) -> Answer:
    if order.url.scheme == "http":
        body = "Client sent an HTTP request to an HTTPS server.\n"
        response = {"status": 400, "body": body, "latency": _HANDSHAKE}
    elif not order.insecure:
        return _without(order, CERTIFICATE, _HANDSHAKE)
    else:
        status, body, latency = apiserver.reply(
            world, order.method, order.url.path, order.authorization
        )
        response = {"status": status, "body": body, "latency": latency + _HANDSHAKE}
    return _answered(world, order, response, "")


def _address_of(world: World, source: str) -> str:
    """The address that the other side sees."""
    if source == CLIENT:
        return CLIENT_ADDRESS
    pod = world.store.get("pods", *split_name(source))
    return str(((pod or {}).get("status") or {}).get("podIP") or CLIENT_ADDRESS)


def _answered(world: World, order: _Order, response: Mapping[str, Any], pod: str) -> Answer:
    return Answer(
        host=order.url.host,
        port=order.url.port,
        address=order.address,
        latency=order.looked_up + response["latency"],
        status=response["status"],
        headers=headers.of(response["body"], world.unix),
        body="" if order.method == "HEAD" else response["body"],
        pod=pod,
    )


def _without(order: _Order, fault: str, latency: int) -> Answer:
    return Answer(
        host=order.url.host,
        port=order.url.port,
        address=order.address,
        latency=order.looked_up + latency,
        fault=fault,
    )
