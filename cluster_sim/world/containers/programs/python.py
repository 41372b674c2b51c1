"""Python and Node.js: an interpreter that has nothing to do ends at once, ``http.server`` serves.

Files in these languages are not run: what is not in the image is reported missing, as the
interpreters do. Short programs of ``python3 -c`` are (``python_source``). Without a handler of
its own, process 1 does not hear SIGTERM.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks, python_source, serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
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

_COST = 900
_START = 30 * MILLISECOND


def _serves(run: Run) -> bool:
    return run.argv[1:3] == ("-m", "http.server")


def _port(run: Run) -> int:
    given = run.argv[3] if len(run.argv) > 3 else ""
    return int(given) if given.isdigit() else 8000


def _script(run: Run) -> str:
    """The file that is to be run, empty when there is none."""
    words = [word for word in run.argv[1:] if word not in ("-u", "-B", "-O")]
    return words[0] if words and not words[0].startswith("-") else ""


def _source(run: Run) -> python_source.Outcome | None:
    """What the program behind ``-c`` does, worked out once; None when there is none."""
    words = [word for word in run.argv[1:] if word not in ("-u", "-B", "-O")]
    if len(words) < 2 or words[0] != "-c":
        return None
    key = f"python source {run.container} {run.started}"
    if key not in run.cache:
        run.cache[key] = python_source.execute(words[1], run.env)
    outcome: python_source.Outcome = run.cache[key]
    return outcome


def _python_end(run: Run) -> End | None:
    if _serves(run):
        return None
    outcome = _source(run)
    if outcome is not None:
        return End(run.started + _START + outcome.after + MILLISECOND, outcome.code)
    return End(run.started + 60 * MILLISECOND, 2 if _script(run) else 0)


def _python_lines(run: Run) -> Iterator[Line]:
    outcome = _source(run)
    for said in outcome.said if outcome is not None else ():
        stream = STDERR if said.is_error else STDOUT
        yield (run.started + _START + said.after, stream, said.text)
    script = _script(run)
    if script:
        text = (
            f"{run.argv[0]}: can't open file '{_absolute(script)}': "
            "[Errno 2] No such file or directory"
        )
        yield (run.started + 40 * MILLISECOND, STDERR, text)


def _absolute(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _listing(run: Run, request: Request, now: int) -> Answer:
    time = serving.latency(run, now, 1500, _COST, int(request.get("rate", 0)))
    if serving.path_of(request) == "/":
        body = "<h1>Directory listing for /</h1>\n<hr>\n<ul>\n</ul>\n<hr>"
        return serving.page(200, "Directory listing for /", body, time)
    body = "<h1>Error response</h1>\n<p>Error code: 404</p>\n<p>Message: File not found.</p>"
    return serving.page(404, "Error response", body, time)


def _access_line(run: Run, hit: Hit) -> Line:
    d = clocks.civil(hit.at)
    stamp = f"{d.day:02d}/{clocks.MONTHS[d.month - 1]}/{d.year} {d:%H:%M:%S}"
    text = f'{hit.client} - - [{stamp}] "{hit.method} {hit.path} HTTP/1.1" {hit.status} -'
    return (hit.at, STDERR, text)


def _node_end(run: Run) -> End | None:
    return End(run.started + 80 * MILLISECOND, 1 if _script(run) else 0)


def _node_lines(run: Run) -> Iterator[Line]:
    script = _script(run)
    if script:
        at = run.started + 70 * MILLISECOND
        yield (at, STDERR, "node:internal/modules/cjs/loader:1252")
        yield (at, STDERR, "  throw err;")
        yield (at, STDERR, "  ^")
        yield (at, STDERR, "")
        yield (at, STDERR, f"Error: Cannot find module '{_absolute(script)}'")
        yield (at, STDERR, "  code: 'MODULE_NOT_FOUND',")


PYTHON = Program(
    name="python",
    end=_python_end,
    ready=lambda run: 150 * MILLISECOND if _serves(run) else SECOND,
    ports=lambda run: (_port(run),) if _serves(run) else (),
    answer=_listing,
    cpu=lambda run, now, rate: 1 + rate * _COST // 1_000_000,
    memory=lambda run, now, rate: 15 * MIB,
    lines=_python_lines,
    access_line=_access_line,
)
NODE = Program(
    name="node",
    end=_node_end,
    memory=lambda run, now, rate: 42 * MIB,
    lines=_node_lines,
)
