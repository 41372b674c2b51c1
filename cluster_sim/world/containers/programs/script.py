"""Programs that are scripts: ``sh -c``, and single commands such as ``sleep 3600``.

A script that hands over to a server of its image (``… && nginx -g 'daemon off;'``) serves from
then on what that server serves, with the index page that the script may have written.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import httpd, nginx, serving
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    Answer,
    End,
    Hit,
    Line,
    Program,
    Request,
    Run,
)
from cluster_sim.world.containers.programs.sh.effects import Exit, Forever
from cluster_sim.world.containers.programs.sh.shell import Shell
from cluster_sim.world.containers.programs.sh.timeline import Timeline

_SERVERS = {
    "nginx": nginx.PROGRAM,
    "httpd": httpd.PROGRAM,
    "httpd-foreground": httpd.PROGRAM,
}
_INDEX = {
    "nginx": "/usr/share/nginx/html/index.html",
    "httpd": "/usr/local/apache2/htdocs/index.html",
}
_PREPARATION = 120 * SECOND
_LOG_STEP = 60 * SECOND


def image_files(run: Run) -> dict[str, str]:
    """The few files of an image that scripts ask for."""
    files = {
        "/etc/hostname": f"{run.hostname}\n",
        "/etc/hosts": f"127.0.0.1\tlocalhost\n{run.ip}\t{run.hostname}\n",
    }
    for name, path in _INDEX.items():
        if f"/{name}" in run.image:
            files[path] = "<h1>It works!</h1>\n"
    return files


def shell_of(run: Run, now: int, files: dict[str, str]) -> Shell:
    """A shell as it starts in the container at ``now``."""
    known = frozenset(name for name in _SERVERS if f"/{name.partition('-')[0]}" in run.image)
    plain = any(f"/{name}" in run.image for name in ("busybox", "curl")) or "alpine" in run.image
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    variables = {"PATH": path, "HOSTNAME": run.hostname, "HOME": "/root", **run.env}
    return Shell(
        now,
        variables,
        files,
        hostname=run.hostname,
        gnu=not plain,
        name=run.argv[0] if run.argv[:1] and "sh" in run.argv[0] else "sh",
        known=known,
        positional=tuple(run.argv[3:]),
    )


def timeline_of(run: Run) -> Timeline:
    """What the script does, kept in the run's cache as far as it is known."""
    key = f"timeline {run.container}"
    found = run.cache.get(key)
    if found is None:
        shell = shell_of(run, run.started + 2 * MILLISECOND, image_files(run))
        found = run.cache[key] = Timeline(shell, list(run.argv))
    return found


def _end(run: Run) -> End | None:
    found = timeline_of(run).find_end()
    return None if found is None else End(*found)


def _server(run: Run) -> Program | None:
    timeline = timeline_of(run)
    timeline.advance(run.started + _PREPARATION)
    name = timeline.shell.server[:1]
    return _SERVERS.get(name[0].rpartition("/")[2]) if name else None


def _ready(run: Run) -> int:
    server = _server(run)
    if server is None:
        return MILLISECOND
    return timeline_of(run).shell.now - run.started + server.ready(run)


def _ports(run: Run) -> tuple[int, ...]:
    server = _server(run)
    return server.ports(run) if server else ()


def _answer(run: Run, request: Request, now: int) -> Answer | None:
    server = _server(run)
    if server is None:
        return None
    answer = server.answer(run, request, now)
    if answer is None or serving.path_of(request) not in ("/", "/index.html"):
        return answer
    page = timeline_of(run).files_at(now).get(_INDEX[server.name])
    written = page is not None and page != image_files(run).get(_INDEX[server.name])
    return Answer(200, page or "", answer.latency) if written else answer


def _foresee(run: Run, until: int) -> None:
    timeline = timeline_of(run)
    timeline.advance(until)
    timeline.wanted = until


def _lines(run: Run) -> Iterator[Line]:
    timeline, server = timeline_of(run), _server(run)
    said, at = 0, timeline.wanted or run.started + _LOG_STEP
    while True:
        timeline.advance(at)
        bound = timeline.shell.now if timeline.is_over else at
        yield from [line for line in timeline.lines if said < line[0] <= bound]
        if timeline.is_over or timeline.wanted is not None:
            break
        said, at = at, at + _LOG_STEP
    if server is not None:
        yield from server.lines(run._replace(started=timeline.shell.now))


def _access_line(run: Run, hit: Hit) -> Line | None:
    server = _server(run)
    return server.access_line(run, hit) if server else None


def _stop(run: Run, at: int) -> tuple[int, int] | None:
    """A trap runs when the command in the foreground is over; without one TERM goes unheard."""
    server = _server(run)
    if server is not None and run.argv[0].rpartition("/")[2] in _SERVERS:
        return server.stop(run, at)
    timeline = timeline_of(run)
    timeline.advance(at)
    handler = timeline.shell.traps.get("TERM", "")
    if not handler or handler == "-":
        return None
    woken = timeline.wakes_at(at)
    shell = shell_of(run, woken, timeline.files_at(at))
    try:
        for _ in shell.run_script(handler):
            pass
    except Exit as end:
        return (shell.now - at, end.code)
    except Forever:
        return None
    return None


def _cpu(run: Run, now: int, rate: int) -> int:
    server = _server(run)
    if server is not None:
        return server.cpu(run, now, rate)
    timeline = timeline_of(run)
    if timeline.shell.endless and not timeline.sleeps:
        return run.cpu_limit or 1000
    return 1


def _memory(run: Run, now: int, rate: int) -> int:
    server = _server(run)
    return server.memory(run, now, rate) if server else MIB


PROGRAM = Program(
    name="sh",
    end=_end,
    ready=_ready,
    ports=_ports,
    answer=_answer,
    cpu=_cpu,
    memory=_memory,
    foresee=_foresee,
    lines=_lines,
    access_line=_access_line,
    stop=_stop,
)
