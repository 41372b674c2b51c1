"""Small web applications of well-known tutorials: hello-app, hpa-example, httpbin."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDERR,
    Answer,
    Hit,
    Line,
    Program,
    Request,
    Run,
)

# The page of hpa-example sums a million square roots: some 80 ms of processor time a request.
_SQUARE_ROOTS = 80 * MILLISECOND


def _rate(request: Request) -> int:
    return int(request.get("rate", 0))


def _hello(run: Run, request: Request, now: int) -> Answer:
    number = run.tag if run.tag[:1].isdigit() else "1.0"
    body = f"Hello, world!\nVersion: {number}.0\nHostname: {run.hostname}\n"
    return Answer(200, body, serving.latency(run, now, 300, 50, _rate(request)))


def _hello_lines(run: Run) -> Iterator[Line]:
    at = run.started + 5 * MILLISECOND
    yield (at, STDERR, f"{clocks.nginx(at)} Server listening on port 8080")


def _hello_access(run: Run, hit: Hit) -> Line:
    return (hit.at, STDERR, f"{clocks.nginx(hit.at)} Serving request: {hit.path}")


def _ok(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, _SQUARE_ROOTS, _SQUARE_ROOTS, _rate(request))
    return Answer(200, "OK!", time)


def _hpa_cpu(run: Run, now: int, rate: int) -> int:
    wanted = 1 + rate * _SQUARE_ROOTS // 1_000_000
    return min(wanted, run.cpu_limit or 4000)


def _httpbin(run: Run, request: Request, now: int) -> Answer:
    time, path = serving.latency(run, now, 2000, 1500, _rate(request)), serving.path_of(request)
    head, _, last = path.rpartition("/")
    if head == "/status" and last.isdigit() and 200 <= int(last) <= 599:
        return Answer(int(last), "", time)
    if head == "/delay" and last.isdigit():
        return Answer(200, "{}\n", time + min(int(last), 10) * 1_000_000)
    if path in ("/", "/get", "/headers", "/ip"):
        return Answer(200, f'{{\n  "origin": "{request.get("client", "")}"\n}}\n', time)
    return serving.page(404, "404 Not Found", "<h1>Not Found</h1>", time)


HELLO_APP = Program(
    name="hello-app",
    ready=lambda run: 10 * MILLISECOND,
    ports=lambda run: (8080,),
    answer=_hello,
    cpu=lambda run, now, rate: 1 + rate * 50 // 1_000_000,
    memory=lambda run, now, rate: 6 * MIB,
    lines=_hello_lines,
    access_line=_hello_access,
    stop=lambda run, at: (5 * MILLISECOND, 2),
)
HPA_EXAMPLE = Program(
    name="hpa-example",
    ready=lambda run: 100 * MILLISECOND,
    ports=lambda run: (80,),
    answer=_ok,
    cpu=_hpa_cpu,
    memory=lambda run, now, rate: 12 * MIB,
    access_line=serving.combined_line,
    stop=lambda run, at: (100 * MILLISECOND, 0),
)
HTTPBIN = Program(
    name="httpbin",
    ready=lambda run: 900 * MILLISECOND,
    ports=lambda run: (80,),
    answer=_httpbin,
    cpu=lambda run, now, rate: 2 + rate * 1500 // 1_000_000,
    memory=lambda run, now, rate: 60 * MIB,
    stop=lambda run, at: (200 * MILLISECOND, 0),
)
