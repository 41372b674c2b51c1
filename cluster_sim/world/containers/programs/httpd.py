"""Apache httpd, as its official image starts it (event MPM; SIGWINCH ends it in order)."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, serving, serving_files
from cluster_sim.world.containers.programs.image_files import HTTPD_ROOT, image_files
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDERR,
    Answer,
    Line,
    Program,
    Request,
    Run,
)

_COST = 150
_CONF = "/usr/local/apache2/conf/httpd.conf"


def _version(run: Run) -> str:
    number = run.tag.partition("-")[0]
    return number if number.count(".") == 2 and number[:1] == "2" else "2.4.65"


def _lines(run: Run) -> Iterator[Line]:
    warning = (
        "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, "
        f"using {run.ip or run.hostname}. Set the 'ServerName' directive globally to suppress "
        "this message"
    )
    at = run.started + 20 * MILLISECOND
    yield (at, STDERR, warning)
    yield (at + 2 * MILLISECOND, STDERR, warning)
    for offset, module, text in (
        (
            15,
            "mpm_event:notice",
            f"AH00489: Apache/{_version(run)} (Unix) configured -- resuming normal operations",
        ),
        (16, "core:notice", "AH00094: Command line: 'httpd -D FOREGROUND'"),
    ):
        moment = at + offset * MILLISECOND
        head = f"[{clocks.httpd(moment)}] [{module}] [pid 1:tid 1]"
        yield (moment, STDERR, f"{head} {text}")


def _config(run: Run) -> tuple[tuple[int, ...], str]:
    """The ports of ``Listen`` and the folder of ``DocumentRoot``, read when it started."""
    if not run.outside.concerns(_CONF):
        return (80,), HTTPD_ROOT
    key = f"httpd {run.container}"
    if key not in run.cache:
        text = run.outside.over(image_files(run), run.started).get(_CONF, "Listen 80")
        words = [line.split() for line in text.splitlines()]
        pairs = [(each[0].lower(), each[1].strip('"')) for each in words if len(each) > 1]
        ports = [value.rpartition(":")[2] for name, value in pairs if name == "listen"]
        roots = [value.rstrip("/") for name, value in pairs if name == "documentroot"]
        numbers = tuple(int(port) for port in ports if port.isdecimal())
        run.cache[key] = (numbers, roots[-1] if roots else HTTPD_ROOT)
    found: tuple[tuple[int, ...], str] = run.cache[key]
    return found


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 600, _COST, int(request.get("rate", 0)))
    text = serving_files.page_of(run, request, _config(run)[1], now)
    if text is not None:
        return Answer(200, text, time)
    body = "<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>"
    return serving.page(404, "404 Not Found", body, time)


PROGRAM = Program(
    name="httpd",
    ready=lambda run: 60 * MILLISECOND,
    ports=lambda run: _config(run)[0],
    answer=_answer,
    answer_changes=serving_files.change_after,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 9 * MIB + min(rate // 1000, 400) * 48 * 1024,
    lines=_lines,
    access_line=serving.common_line,
    stop=lambda run, at: (120 * MILLISECOND, 0),
)
