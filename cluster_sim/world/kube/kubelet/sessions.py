"""Commands that people run inside containers, followed as the world goes on.

A session is a further process of a container: what it prints comes at its moment, what it
writes stays in the container, what is typed to it reaches it, and the network answers it as it
is at the time. It is kept as plain data (which container, which command, since when, what was
typed, what it wrote), so that a world with sessions can be forked and restored.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.containers.programs import execution
from cluster_sim.world.containers.programs.outside import STDIN, Write
from cluster_sim.world.containers.programs.program import Run
from cluster_sim.world.containers.programs.sh.timeline import Timeline
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import filelog, inside, network, processes
from cluster_sim.world.kube.kubelet.containerfiles import ContainerFiles
from cluster_sim.world.kube.kubelet.podrecords import Container, records
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of

_MEMORY = "kubelet sessions"
_NEVER = 1 << 60
# What a process that is killed with its container leaves as its status.
_KILLED = 137
Session = dict[str, Any]


class Heard(NamedTuple):
    """What a session has said since one last asked, and how it stands.

    ``chunks``: (stream, text) in order. ``code``: its exit status, None while it runs.
    ``next``: µs until it may say more by itself, None: when somebody types. ``reads``: it waits
    for input.
    """

    chunks: list[tuple[str, str]]
    code: int | None
    next: int | None
    reads: bool


def begin(
    world: World, pod: str, container: Container, argv: list[str], stdin: bool, tty: bool
) -> str:
    """Start ``argv`` in a running container of ``namespace/name``; the session's name."""
    counts = world.remember(_MEMORY)
    number = counts.get("count", 0) + 1
    counts["count"] = number
    name = f"session-{number}"
    pid, seen = processes.seen_by(world, container["run"])
    counts[name] = {
        "pod": pod,
        "container": container["id"],
        "data": {**container["run"], "pid": pid, "processes": tuple(tuple(each) for each in seen)},
        "argv": tuple(argv),
        "since": world.unix,
        "stdin": stdin,
        "tty": tty,
        "shown": 0,
        "kept": world.unix - 1,
    }
    return name


def type_in(world: World, name: str, text: str | None) -> None:
    """Send text to a session's standard input; None ends it."""
    filelog.append(world, name, [filelog.Entry(world.unix, STDIN, text)])


def hear(world: World, name: str) -> Heard:
    """Let the session go on up to now, and tell what it said since the last time."""
    session: Session = world.remember(_MEMORY)[name]
    timeline, run = _timeline(world, name, session)
    timeline.progress(world.unix)
    new = [c for c in timeline.own_writes(session["kept"], world.unix) if c.at > session["kept"]]
    inside.keep(world, session["data"], run, tuple(new), name)
    count = timeline.chunk_count - session["shown"]
    chunks = [(stream, text) for _, stream, text in list(timeline.chunks)[-count:]] if count else []
    world.remember(_MEMORY)[name] = {
        **session,
        "shown": timeline.chunk_count,
        "kept": world.unix,
    }
    if timeline.end is not None and timeline.end[0] <= world.unix:
        return Heard(chunks, timeline.end[1], None, False)
    if not _lives(world, session):
        return Heard(chunks, _KILLED, None, False)
    return Heard(chunks, None, _wait(world, timeline), timeline.reads)


def close(world: World, name: str) -> None:
    """The session is over and forgotten; what it wrote stays."""
    world.remember(_MEMORY).pop(name, None)
    world.caches.pop(f"timeline {name}", None)
    filelog.forget(world, name)
    network.forget(world, name)


def _timeline(world: World, name: str, session: Session) -> tuple[Timeline, Run]:
    data = session["data"]
    program, run = program_of(world, dict(data))
    found: Timeline | None = world.caches.get(f"timeline {name}")
    if found is None:
        files, argv = SessionFiles(world, data, name), list(session["argv"])
        found = execution.process(program, run, argv, session["since"], files)
        found.shell.stdin_open, found.shell.tty = session["stdin"], session["tty"]
        found.shell.network = network.PodNetwork(world, session["pod"], name)
        world.caches[f"timeline {name}"] = found
    return found, run


def _wait(world: World, timeline: Timeline) -> int | None:
    if timeline.reads:
        return None
    if timeline.end is not None:
        return max(timeline.end[0] - world.unix, 1)
    if timeline.asks is not None:
        return max(timeline.asks - world.unix, 1)
    return max(min(timeline.paused - world.unix, _NEVER), 1)


def _lives(world: World, session: Session) -> bool:
    """Whether the container that the session runs in still does."""
    record = records(world).get(session["pod"])
    return record is not None and any(
        each.get("id") == session["container"] and is_alive(each, world.unix)
        for each in record["containers"].values()
    )


class SessionFiles(ContainerFiles):
    """A container's files for a session: it has its own writes in mind, and what is typed."""

    def _logged(self) -> list[Write]:
        typed = [
            Write(each.at, each.path, each.text)
            for each in filelog.entries(self.world, self.reader)
        ]
        return sorted([*super()._logged(), *typed], key=_moment)


def _moment(write: Write) -> int:
    return write.at
