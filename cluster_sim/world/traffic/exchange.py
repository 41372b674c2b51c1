"""One HTTP exchange with an address: whoever takes the connection answers, or nobody does."""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.traffic import apiserver, delivery, ingress, routing
from cluster_sim.world.traffic.answer import CERTIFICATE, TIMEOUT
from cluster_sim.world.traffic.delivery import PATIENCE, REFUSAL, Message, Reply
from cluster_sim.world.traffic.party import Party

# µs that the greetings of TLS take.
_HANDSHAKE = 3_000


def send(world: World, source: Party, address: str, port: int, message: Message) -> Reply:
    """What a request to an address gets at this moment.

    ``message``: method, path, scheme, host (its header), agent, insecure (do not ask for a
    certificate), authorization (its header).
    """
    target = routing.connect(world, source, address, port)
    if isinstance(target, str):
        return Reply(PATIENCE if target == TIMEOUT else REFUSAL, target)
    if not target.pod:
        return _ask_api_server(world, message)
    if ingress.is_controller(world, target):
        return ingress.answer(world, source, target, message)
    return delivery.deliver(world, source, target, message)


def _ask_api_server(world: World, message: Message) -> Reply:
    if message.get("scheme") == "http":
        body = "Client sent an HTTP request to an HTTPS server.\n"
        return Reply(_HANDSHAKE, "", 400, body)
    if not message.get("insecure"):
        return Reply(_HANDSHAKE, CERTIFICATE)
    method, path = str(message["method"]), str(message["path"])
    found = apiserver.reply(world, method, path, str(message.get("authorization", "")))
    return Reply(found.latency + _HANDSHAKE, "", found.status, found.body)
