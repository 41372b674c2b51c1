"""What the shell brings to a world: its commands, and the wake-ups of what runs in it."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import EVERY_OTHER, System
from cluster_sim.world.kernel.world import CommandRefused, World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.timings import WATCH_DELAY
from cluster_sim.world.shell import files, kube_line, terminal
from cluster_sim.world.shell.jobs import lines
from cluster_sim.world.shell.jobs.session import ACTOR, MEMORY, WAKE
from cluster_sim.world.shell.limits import LONGEST_TEXT, MOST_TERMINALS

_TERMINAL = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_MACHINES = ("hosts", "vms")


def register(system: System) -> None:
    """Let worlds of this system have terminals."""
    system.handler(WAKE, lines.wake)
    system.command("shell", _shell)
    system.command("interrupt", _interrupt)
    system.command("write", _write)
    system.command("kube", _kube)
    for resource in (*(known.key for known in registry.RESOURCES), *_MACHINES, EVERY_OTHER):
        system.watch(resource, _rouse)


def _rouse(world: World, change: Change) -> None:
    """Wake the programs that watch what has changed, each once for all that comes together."""
    memory = world.remember(MEMORY)
    for name, data in memory.items():
        numbers = data["watched"].get(change.key.resource)
        if not numbers:
            continue
        for number in numbers:
            world.schedule(WATCH_DELAY, WAKE, name, number, data["tasks"][number]["token"])
        left = {
            resource: tuple(n for n in watchers if n not in numbers)
            for resource, watchers in data["watched"].items()
        }
        memory[name] = {**data, "watched": left}


def _shell(world: World, args: dict[str, Any]) -> None:
    text = args.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise CommandRefused("bad-args", kind="shell")
    lines.submit(world, _terminal(world, args), text.encode("utf-8", "replace").decode())


def _interrupt(world: World, args: dict[str, Any]) -> None:
    lines.interrupt(world, _terminal(world, args))


def _terminal(world: World, args: dict[str, Any]) -> str:
    name = args.get("terminal")
    if not isinstance(name, str) or not _TERMINAL.fullmatch(name):
        raise CommandRefused("bad-args", kind="shell")
    known = world.remember(MEMORY)
    if name not in known and len(known) >= MOST_TERMINALS:
        raise CommandRefused("too-many-terminals", most=MOST_TERMINALS)
    return name


def _write(world: World, args: dict[str, Any]) -> None:
    path, text = args.get("path"), args.get("text")
    if not isinstance(path, str) or not isinstance(text, str):
        raise CommandRefused("bad-args", kind="write")
    try:
        files.write(world, path, text, ACTOR)
    except files.FileFault as fault:
        raise CommandRefused("bad-file", path=path[:200], reason=str(fault)) from None


def _kube(world: World, args: dict[str, Any]) -> None:
    line = kube_line.line(args)
    wanted = args.get("terminal", terminal.FIRST)
    name = _terminal(world, {"terminal": wanted})
    session = world.remember(MEMORY).get(name)
    waits = session is None or not (session["tasks"][0]["stack"] or session["pending"])
    lines.submit(world, name if waits else kube_line.HIDDEN, line)
