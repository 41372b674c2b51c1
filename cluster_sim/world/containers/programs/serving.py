"""What programs that serve HTTP have in common: latencies, pages, access logs."""

from __future__ import annotations

from cluster_sim.world.containers.programs.clocks import common_log
from cluster_sim.world.containers.programs.program import STDOUT, Answer, Hit, Line, Request, Run

REASONS = {
    200: "OK",
    302: "Found",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def latency(run: Run, now: int, usual: int, cost: int, rate: int) -> int:
    """µs for one request: ``usual``, more when the processor is busy.

    ``cost`` is processor time a request in µs; with utilisation u of the CPU limit (or of one
    core) the wait grows as 1 / (1 - u), as in a queue with one server (M/M/1), up to 20 times.
    """
    capacity = run.cpu_limit or 1000
    used = min(rate * cost // 1_000_000, capacity)
    free = max(capacity - used, capacity // 20)
    spread = run.jitter(now, usual) // 2
    return (usual + spread) * capacity // free


def path_of(request: Request) -> str:
    """The path without its query."""
    return str(request.get("path") or "/").partition("?")[0]


def method_of(request: Request) -> str:
    """GET unless the request says otherwise."""
    return str(request.get("method") or "GET").upper()


def page(status: int, title: str, body: str, time: int) -> Answer:
    """A small HTML page."""
    text = (
        f"<!DOCTYPE html>\n<html>\n<head>\n<title>{title}</title>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    return Answer(status, text, time)


def combined_line(run: Run, hit: Hit) -> Line:
    """Apache's and nginx' combined log format."""
    text = (
        f"{hit.client} - - [{common_log(hit.at)}] "
        f'"{hit.method} {hit.path} HTTP/1.1" {hit.status} {hit.size} "-" "{hit.agent}"'
    )
    return (hit.at, STDOUT, text)


def common_line(run: Run, hit: Hit) -> Line:
    """The common log format, as httpd's image is set up."""
    text = (
        f"{hit.client} - - [{common_log(hit.at)}] "
        f'"{hit.method} {hit.path} HTTP/1.1" {hit.status} {hit.size}'
    )
    return (hit.at, STDOUT, text)
