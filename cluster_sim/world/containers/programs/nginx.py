"""nginx: the web server, as its official image starts it.

Start-up takes about a tenth of a second, a worker for each core uses some 2 MiB beside the
master's 5, a static page costs about 60 µs of processor time (nginx.org's own benchmarks speak
of some 15,000 requests a second and core). SIGQUIT, the image's stop signal, ends it in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import (
    clocks,
    nginx_answers,
    nginx_setup,
    serving,
    serving_files,
)
from cluster_sim.world.containers.programs.nginx_config import Config
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDERR,
    STDOUT,
    Answer,
    End,
    Hit,
    Line,
    Program,
    Request,
    Run,
)

_WORKERS = 2
_COST = 60
# nginx' own words where they are not HTTP's (src/http/ngx_http_special_response.c).
_TITLES = {
    301: "Moved Permanently",
    302: "Found",
    405: "Not Allowed",
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
}
_ENTRYPOINT = (
    "/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform "
    "configuration",
    "/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/",
    "/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh",
    "10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf",
    "10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in "
    "/etc/nginx/conf.d/default.conf",
    "/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh",
    "/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh",
    "/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh",
    "/docker-entrypoint.sh: Configuration complete; ready for start up",
)


def version(run: Run) -> str:
    """The version that belongs to the image's tag."""
    number = run.tag.partition("-")[0]
    if not number[:1].isdigit():
        number = "1.29"
    return number if number.count(".") == 2 else f"{number}.{'3' if '.' in number else '29.3'}"


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 4 * MILLISECOND
    for number, text in enumerate(_ENTRYPOINT):
        yield (at + number * 5 * MILLISECOND, STDOUT, text)
    at += 60 * MILLISECOND
    problem = nginx_setup.problem(run)
    if problem:
        yield (at, STDERR, f"{clocks.nginx(at)} [emerg] 1#1: {problem}")
        yield (at, STDERR, f"nginx: [emerg] {problem}")
        return
    notices = [
        'using the "epoll" event method',
        f"nginx/{version(run)}",
        "built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ",
        "OS: Linux 6.1.0-31-amd64",
        "getrlimit(RLIMIT_NOFILE): 1048576:1048576",
        "start worker processes",
        *(f"start worker process {29 + worker}" for worker in range(_WORKERS)),
    ]
    for text in notices:
        yield (at, STDERR, f"{clocks.nginx(at)} [notice] 1#1: {text}")


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 400, _COST, int(request.get("rate", 0)))
    config = nginx_setup.config_of(run)
    if not isinstance(config, Config):
        found = nginx_answers.usual(run, request, now, time)
        return found if isinstance(found, Answer) else _error(run, found, time)
    status, text, time = nginx_answers.answer(run, config, request, now, time)
    return Answer(status, text, time) if text or status in (200, 204) else _error(run, status, time)


def _error(run: Run, status: int, time: int) -> Answer:
    name = _TITLES.get(status) or serving.REASONS.get(status, "")
    title = f"{status} {name}".rstrip()
    body = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n<hr><center>nginx/{version(run)}</center>\r\n"
        "</body>\r\n</html>\r\n"
    )
    return Answer(status, body, time)


def _access_line(run: Run, hit: Hit) -> Line:
    at, stream, text = serving.combined_line(run, hit)
    return (at, stream, f'{text} "-"')


def _ports(run: Run) -> tuple[int, ...]:
    config = nginx_setup.config_of(run)
    if isinstance(config, Config):
        return config.ports
    return (8080,) if "unprivileged" in run.image else (80,)


def _end(run: Run) -> End | None:
    """It does not start with a configuration that it cannot read."""
    if not nginx_setup.problem(run):
        return None
    return End(run.started + 70 * MILLISECOND, 1)


def _asks(run: Run) -> bool:
    config = nginx_setup.config_of(run)
    return isinstance(config, Config) and config.passes_on


PROGRAM = Program(
    name="nginx",
    ready=lambda run: 80 * MILLISECOND,
    end=_end,
    ports=_ports,
    asks=_asks,
    answer=_answer,
    answer_changes=serving_files.change_after,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: (5 + 2 * _WORKERS) * MIB + min(rate // 1000, 2000) * 4096,
    lines=_lines,
    access_line=_access_line,
    stop=lambda run, at: (100 * MILLISECOND, 0),
)
