"""One HTTP request, from a client through names and Services to the program that answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.containers.programs.net import url as urls
from cluster_sim.world.containers.programs.net.curl_report import AGENT
from cluster_sim.world.kernel.world import World
from cluster_sim.world.traffic import exchange, headers, names, party
from cluster_sim.world.traffic.answer import BAD_URL, NO_SUCH_HOST, Answer
from cluster_sim.world.traffic.delivery import Reply
from cluster_sim.world.traffic.party import CLIENT, CLIENT_ADDRESS

__all__ = ["AGENT", "CLIENT", "CLIENT_ADDRESS", "request"]


def request(
    world: World,
    url: str,
    method: str = "GET",
    source: str = CLIENT,
    agent: str = AGENT,
    insecure: bool = False,
    authorization: str = "",
    host: str = "",
    resolved: Mapping[str, str] | None = None,
) -> Answer:
    """What the request gets at this moment.

    ``source``: ``client`` (the student's terminal) or a pod as ``namespace/name``. Hosts may be
    names of Services (``web``, ``web.default``, ``web.default.svc.cluster.local``), cluster
    addresses, addresses of pods and of nodes. ``insecure``: do not ask for a certificate.
    ``authorization``: the header of that name, which the API server alone looks at. ``host``: the
    header of that name where it is not the URL's. ``resolved``: the addresses of some
    ``host:port``, which are not looked up.
    """
    try:
        asked = urls.parse(url)
    except urls.BadURL:
        return Answer(host=url, port=0, latency=0, fault=BAD_URL)
    who = party.of_source(world, source)
    known = (resolved or {}).get(f"{asked.host}:{asked.port}", "")
    address, took = (known, 0) if known else _found(world, asked.host, who.namespace or "default")
    if not address:
        return Answer(host=asked.host, port=asked.port, latency=took, fault=NO_SUCH_HOST)
    message: dict[str, Any] = {
        "method": method,
        "path": asked.path,
        "scheme": asked.scheme,
        "host": host or asked.host,
        "agent": agent,
        "insecure": insecure,
        "authorization": authorization,
    }
    reply = exchange.send(world, who, address, asked.port, message)
    return _answer(world, asked, address, took, method, reply)


def _found(world: World, host: str, namespace: str) -> tuple[str, int]:
    """The address of a host, empty when nobody knows it, and the µs that finding it took."""
    if names.is_address(host):
        return host, 0
    return names.resolve(world, host, namespace), names.LOOKUP


def _answer(
    world: World, asked: urls.URL, address: str, took: int, method: str, reply: Reply
) -> Answer:
    stop = reply.stopped
    return Answer(
        host=asked.host,
        port=asked.port,
        address=address,
        latency=took + reply.latency,
        status=reply.status,
        headers={} if reply.fault else {**headers.of(reply.body, world.unix), **reply.headers},
        body="" if method == "HEAD" else reply.body,
        pod=reply.pod,
        fault=reply.fault,
        stopped=tuple(f"{stop.namespace}/{name}" for name in stop.policies) if stop else (),
    )
