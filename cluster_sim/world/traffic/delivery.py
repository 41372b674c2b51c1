"""A request brought to a pod: past the NetworkPolicies, to the program that listens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import split_name
from cluster_sim.world.kube.kubelet import requests
from cluster_sim.world.kube.kubelet.requests import serve
from cluster_sim.world.traffic import party, policies, stops
from cluster_sim.world.traffic.answer import EMPTY_REPLY, NOT_TLS, REFUSED, TIMEOUT
from cluster_sim.world.traffic.party import Party
from cluster_sim.world.traffic.policies import Stop
from cluster_sim.world.traffic.routing import Target

# µs after which a client gives up, and until a refusal is heard.
PATIENCE = requests.TIMEOUT
REFUSAL = 300
_FAULTS = {"refused": REFUSED, "timeout": TIMEOUT, "reset": EMPTY_REPLY}
# The first bytes of a TLS greeting, as access logs print them.
_GREETING = {"method": r"\x16\x03\x01", "path": ""}

Message = Mapping[str, Any]


class Reply(NamedTuple):
    """What came back: ``status`` and ``body``, or ``fault``; ``latency`` in µs.

    ``pod`` (namespace/name) is who answered, ``stopped`` what kept the request from arriving.
    """

    latency: int
    fault: str = ""
    status: int = 0
    body: str = ""
    pod: str = ""
    stopped: Stop | None = None
    headers: Mapping[str, str] = {}


def stop_of(world: World, source: Party, target: Target, protocol: str = "TCP") -> Stop | None:
    """The NetworkPolicies that keep the source from the target, as the target sees the source."""
    found = world.store.get("pods", *split_name(target.pod)) if target.pod else None
    if found is None or target.tunnel:
        return None
    seen = source if source.pod is not None else source._replace(address=target.client)
    return policies.stop_of(world, seen, party.of_pod(found), target.port, protocol)


def deliver(world: World, source: Party, target: Target, message: Message) -> Reply:
    """What a request gets from a pod; ``message``: method, path, agent, scheme."""
    stop = stop_of(world, source, target)
    if stop is not None:
        stops.note(world, stop, source, split_name(target.pod)[1], target.port)
        return Reply(PATIENCE, TIMEOUT, stopped=stop)
    secure = message.get("scheme") == "https"
    wanted = {**message, "client": target.client, **(_GREETING if secure else {})}
    response = serve(world, *split_name(target.pod), target.port, wanted)
    fault = _FAULTS[response["error"]] if "error" in response else ""
    if secure and fault in ("", EMPTY_REPLY):
        # Programs here speak plain HTTP, which is no answer to a TLS greeting.
        fault = NOT_TLS
    if fault:
        return Reply(response["latency"], fault)
    return Reply(response["latency"], "", response["status"], response["body"], target.pod)
