"""agnhost: the image of Kubernetes' own tests and documentation.

``liveness``: /healthz answers 200 for ten seconds and 500 from then on; ``netexec``,
``serve-hostname``, ``test-webserver``, ``pause`` (test/images/agnhost).
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDERR,
    Answer,
    Line,
    Program,
    Request,
    Run,
)
from cluster_sim.world.containers.programs.settings import option

_HEALTHY = 10 * SECOND
_PORTS = {"liveness": 8080, "netexec": 8080, "serve-hostname": 9376, "test-webserver": 80}
_COST = 80


def _command(run: Run) -> str:
    words = [word for word in run.argv if word.rpartition("/")[2] != "agnhost"]
    return words[0] if words else ("netexec" if "echoserver" in run.image else "pause")


def _ports(run: Run) -> tuple[int, ...]:
    usual = _PORTS.get(_command(run))
    if usual is None:
        return ()
    given = option(run, "--http-port", "--port") or ""
    return (int(given),) if given.isdigit() else (usual,)


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 500, _COST, int(request.get("rate", 0)))
    command, path = _command(run), serving.path_of(request)
    if command == "liveness":
        return _liveness(run, path, now, time)
    if command == "serve-hostname" or path == "/hostname":
        return Answer(200, run.hostname, time)
    if path == "/echo":
        query = str(request.get("path", "")).partition("?msg=")[2]
        return Answer(200, query, time)
    if path == "/clientip":
        return Answer(200, f"{request.get('client', '')}:40000", time)
    return Answer(200, f"NOW: {clocks.civil(now):%Y-%m-%d %H:%M:%S} +0000 UTC", time)


def _liveness(run: Run, path: str, now: int, time: int) -> Answer:
    age = now - run.started
    if path == "/healthz" and age > _HEALTHY:
        return Answer(500, f"error: {age // 1000 / 1000:.3f}", time)
    return Answer(200, "ok" if path == "/healthz" else "404 page not found\n", time)


def _answer_changes(run: Run, at: int) -> int | None:
    turn = run.started + _HEALTHY + 1
    return turn if _command(run) == "liveness" and at < turn else None


def _lines(run: Run) -> Iterator[Line]:
    ports = _ports(run)
    if ports:
        at = run.started + 20 * MILLISECOND
        yield (
            at,
            STDERR,
            f"I{clocks.klog(at)}       1 log.go:245] Started HTTP server on port {ports[0]}",
        )


PROGRAM = Program(
    name="agnhost",
    ready=lambda run: 20 * MILLISECOND,
    ports=_ports,
    answer=_answer,
    answer_changes=_answer_changes,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 10 * MIB,
    lines=_lines,
    stop=lambda run, at: (10 * MILLISECOND, 2),
)
