"""Requests that reach a pod: answered by the program that listens, counted, noted in its log.

What a container has served is kept by its id, as plain data: ``second`` and ``count`` of the
running window, ``rate`` of the one before (thousandths of a request a second), and the last
hits in chunks, so that noting one more copies little.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.containers.programs.program import Answer, Hit, Program, Run
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import steady
from cluster_sim.world.kube.kubelet.machines import is_up
from cluster_sim.world.kube.kubelet.network import PresentNetwork
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container, records, requests
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.kube.timings import SECOND

Response = dict[str, Any]

# Load is measured over windows of this many µs, as metrics-server's 15 s resolution.
_WINDOW = 15 * SECOND
_CHUNK, _CHUNKS = 50, 20
# How many servers a request may pass through: one that is sent round in a circle ends here.
_HOPS, _MOST_HOPS = "proxied requests", 10
_CLIENT = "10.244.0.1"
_AGENT = "curl/8.14.1"
# A connection that nobody answers is given up after this (curl --connect-timeout in the course).
TIMEOUT = 5 * SECOND


def serve(
    world: World, namespace: str, pod: str, port: int, request: Mapping[str, Any]
) -> Response:
    """What a request to a port of a pod gets.

    ``request``: method, path, client (address), agent; all may be missing. ``count`` stands for
    that many requests alike. The response is {status, body, latency µs, pod}, or {error} where
    error is ``refused`` (nobody listens), ``timeout`` (nobody is there) or ``reset`` (whoever
    listens does not speak HTTP), with the latency after which the client knows.
    """
    record = records(world).get(f"{namespace}/{pod}")
    if record is None or not is_up(world, record["node"]) or record["sandbox"] is None:
        return {"error": "timeout", "latency": TIMEOUT}
    found = listener(world, f"{namespace}/{pod}", port)
    if found is None:
        return {"error": "refused", "latency": 300}
    container, program, run = found
    rate = load_of(world, f"{namespace}/{pod}", container["id"])
    asked = {**request, "rate": rate, "port": port, "pod": f"{namespace}/{pod}"}
    return {**_answered(world, container["id"], program, run, asked), "pod": pod}


def listener(world: World, pod: str, port: int) -> tuple[Container, Program, Run] | None:
    """The program that has the port of a pod open now, and its container; None: nobody.

    ``pod`` is ``namespace/name``.
    """
    record = records(world).get(pod)
    if record is None or record["sandbox"] is None or not is_up(world, record["node"]):
        return None
    for container in record["containers"].values():
        if is_alive(container, world.unix):
            program, run = program_of(world, container["run"])
            if port in program.ports(run) and world.unix >= run.started + program.ready(run):
                return container, program, run
    return None


def is_alive(container: Container, now: int) -> bool:
    """Whether the process is there, even if the kubelet has not seen yet that it ended."""
    if container["stage"] != RUNNING:
        return False
    return container["ends"] is None or bool(container["ends"][0] > now)


def load_of(world: World, key: str, identifier: str) -> int:
    """Requests in thousandths a second that a container of the pod ``key`` serves at present."""
    return rate_of(world, identifier) + steady.rate_on(world, key)


def rate_of(world: World, identifier: str) -> int:
    """The share of single requests in that load."""
    entry = requests(world).get(identifier)
    if entry is None:
        return 0
    window = world.now // _WINDOW
    if entry["window"] == window:
        return max(int(entry["rate"]), _per_second(entry["count"], world.now % _WINDOW))
    return _per_second(entry["count"], _WINDOW) if entry["window"] == window - 1 else 0


def rate_in(world: World, identifier: str, first: int, last: int) -> int:
    """The share of single requests in the load between two moments (Unix µs), where known.

    What is known are the windows of 15 seconds that the counts are kept by.
    """
    entry = requests(world).get(identifier)
    if entry is None:
        return 0
    window = ((first + last) // 2 - world.unix + world.now) // _WINDOW
    if entry["window"] == window:
        return _per_second(entry["count"], last - first)
    return int(entry["rate"]) if entry["window"] == window + 1 else 0


def hits_of(world: World, identifier: str) -> list[Hit]:
    """The last requests that the container has served, oldest first."""
    entry = requests(world).get(identifier)
    if entry is None:
        return []
    chunks = [*entry["chunks"], entry["chunk"]]
    return [Hit(*hit) for chunk in chunks for hit in chunk]


def _answered(
    world: World, identifier: str, program: Program, run: Run, request: Mapping[str, Any]
) -> Response:
    answer = _answer(world, program, run, request)
    count = int(request.get("count", 1))
    if answer is None:
        return {"error": "reset", "latency": 500}
    hit = (
        world.unix,
        str(request.get("client", _CLIENT)),
        str(request.get("method", "GET")),
        str(request.get("path", "/")),
        answer.status,
        len(answer.body.encode()),
        str(request.get("agent", _AGENT)),
    )
    _note(world, identifier, hit, count)
    return {"status": answer.status, "body": answer.body, "latency": answer.latency}


def _answer(world: World, program: Program, run: Run, request: Mapping[str, Any]) -> Answer | None:
    """What the program says; one that asks others in turn gives up after some hops."""
    if not program.asks(run):
        return program.answer(run, request, world.unix)
    hops = world.caches.get(_HOPS, 0)
    if hops >= _MOST_HOPS:
        return None
    world.caches[_HOPS] = hops + 1
    try:
        run = run._replace(network=PresentNetwork(world, str(request["pod"])))
        return program.answer(run, request, world.unix)
    finally:
        world.caches[_HOPS] = hops


def _note(world: World, identifier: str, hit: tuple[Any, ...], count: int) -> None:
    window, known = world.now // _WINDOW, requests(world)
    entry = known.get(identifier) or {
        "window": window,
        "count": 0,
        "rate": 0,
        "chunks": (),
        "chunk": (),
    }
    if entry["window"] != window:
        recent = entry["window"] == window - 1
        rate = _per_second(entry["count"], _WINDOW) if recent else 0
        entry = {**entry, "window": window, "count": 0, "rate": rate}
    chunk, chunks = (*entry["chunk"], hit), entry["chunks"]
    if len(chunk) >= _CHUNK:
        chunks, chunk = (*chunks, chunk)[-_CHUNKS:], ()
    known[identifier] = {
        **entry,
        "count": entry["count"] + count,
        "chunks": chunks,
        "chunk": chunk,
    }


def _per_second(count: int, micros: int) -> int:
    return count * 1000 * SECOND // max(micros, SECOND)
