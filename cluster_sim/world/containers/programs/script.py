"""Programs that are scripts: ``sh -c``, and single commands such as ``sleep 3600``.

A script that hands over to a server of its image (``… && nginx -g 'daemon off;'``) serves from
then on what that server serves, with the index page that the script may have written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from cluster_sim.world.containers.programs import httpd, nginx
from cluster_sim.world.containers.programs.image_files import image_files, is_busybox
from cluster_sim.world.containers.programs.net.tools import is_old_busybox, tools_of
from cluster_sim.world.containers.programs.outside import Known
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    Answer,
    End,
    Hit,
    Line,
    Process,
    Program,
    Request,
    Run,
)
from cluster_sim.world.containers.programs.sh.effects import Exit, Forever
from cluster_sim.world.containers.programs.sh.machine import user_name
from cluster_sim.world.containers.programs.sh.shell import Shell
from cluster_sim.world.containers.programs.sh.timeline import Timeline

_SERVERS = {
    "nginx": nginx.PROGRAM,
    "httpd": httpd.PROGRAM,
    "httpd-foreground": httpd.PROGRAM,
}
# Signs that a shell has more to do than to start one command.
_SEVERAL = re.compile(r"[;&|<>\n$`()\"'{}=]")
_PREPARATION = 120 * SECOND
_LOG_STEP = 60 * SECOND


def shell_of(run: Run, now: int, files: dict[str, str]) -> Shell:
    """A shell as it starts in the container at ``now``."""
    known = frozenset(name for name in _SERVERS if f"/{name.partition('-')[0]}" in run.image)
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    home = "/root" if not run.user else "/"
    variables = {"PATH": path, "HOSTNAME": run.hostname, "HOME": home, **run.env}
    return Shell(
        now,
        variables,
        files,
        hostname=run.hostname,
        gnu=not is_busybox(run.image),
        name=run.argv[0] if run.argv[:1] and "sh" in run.argv[0] else "sh",
        known=known,
        positional=tuple(run.argv[3:]),
        refusal=run.outside.refusal,
        network=run.network,
        user=run.user,
        group=run.group,
        groups=run.groups or (run.group,),
        directory=run.directory,
        directories=tuple(run.outside.directories()),
        born=run.started,
        address=run.ip,
        processes=run.processes or (first_process(run),),
        tools=tools_of(run.image),
        is_old_busybox=is_old_busybox(run),
    )


def first_process(run: Run) -> Process:
    """What ps shows of it: a shell gives its place to the one command that it was started for."""
    argv, command = run.argv, " ".join(run.argv)
    if len(argv) == 3 and argv[1] == "-c" and not _SEVERAL.search(argv[2]):
        command = argv[2].strip()
    return Process(run.pid, user_name(run.user), run.started, command)


def timeline_of(run: Run) -> Timeline:
    """What the script does, kept in the run's cache as far as it is known.

    It is worked out anew when somebody changed a file before the moment it has come to.
    """
    key = f"timeline {run.container}"
    found = run.cache.get(key)
    if found is not None:
        change = run.outside.first_since(found.mark)
        if change is None or max(found.clock, found.paused) < change:
            found.mark = run.outside.mark()
            return cast("Timeline", found)
    born = run.started + 2 * MILLISECOND
    shell = shell_of(run, born, run.outside.over(image_files(run), born))
    shell.stdin_open, shell.tty = run.stdin, run.tty
    found = run.cache[key] = Timeline(shell, list(run.argv), run.outside)
    return found


def files_of(program: Program, run: Run, now: int) -> dict[str, str]:
    """The files of a container as they are at ``now``, by their full paths."""
    if program.name == PROGRAM.name:
        return timeline_of(run).files_at(now)
    return run.outside.over(image_files(run), now)


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
    files = timeline_of(run).files_at(now)
    return server.answer(run._replace(outside=Known(files)), request, now)


def _answer_changes(run: Run, after: int) -> int | None:
    return timeline_of(run).next_file_change(after) if _server(run) else None


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
    answer_changes=_answer_changes,
    cpu=_cpu,
    memory=_memory,
    foresee=_foresee,
    lines=_lines,
    access_line=_access_line,
    stop=_stop,
)
