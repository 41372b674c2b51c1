"""Apache httpd, as its official image starts it (event MPM; SIGWINCH ends it in order)."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, serving, serving_files
from cluster_sim.world.containers.programs.image_files import HTTPD_ROOT
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


def _answer(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 600, _COST, int(request.get("rate", 0)))
    text = serving_files.page_of(run, request, HTTPD_ROOT, now)
    if text is not None:
        return Answer(200, text, time)
    body = "<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>"
    return serving.page(404, "404 Not Found", body, time)


PROGRAM = Program(
    name="httpd",
    ready=lambda run: 60 * MILLISECOND,
    ports=lambda run: (80,),
    answer=_answer,
    answer_changes=serving_files.change_after,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 9 * MIB + min(rate // 1000, 400) * 48 * 1024,
    lines=_lines,
    access_line=serving.common_line,
    stop=lambda run, at: (120 * MILLISECOND, 0),
)
