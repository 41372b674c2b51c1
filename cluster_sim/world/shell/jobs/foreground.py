"""What a terminal is doing, for whoever types at it without looking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell.jobs import lines
from cluster_sim.world.shell.jobs.session import MEMORY, ROOT, SCREEN

_KUBECTL_FOLLOWS = {
    "get": ("-w", "--watch", "--watch-only"),
    "logs": ("-f", "--follow"),
    "events": ("-w", "--watch"),
}


def _kept(world: World, terminal: str) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = world.remember(MEMORY).get(terminal)
    return kept


def busy(world: World, terminal: str) -> bool:
    """Whether a line is running there."""
    kept = _kept(world, terminal)
    return kept is not None and bool(kept["tasks"][ROOT]["stack"])


def unfinished(world: World, terminal: str) -> bool:
    """Whether the line typed so far wants more: an open quote, a here-document."""
    kept = _kept(world, terminal)
    return kept is not None and bool(kept["pending"])


def status(world: World, terminal: str) -> int:
    """The exit status of the last line."""
    kept = _kept(world, terminal)
    return 0 if kept is None else int(kept["tasks"][ROOT]["status"])


def close(world: World, terminal: str) -> None:
    """No more lines will come: refuse one that is still open."""
    lines.finish(world, terminal)


def follows(world: World, terminal: str) -> bool:
    """Whether something runs that never ends by itself: ``watch``, ``-w``, ``-f``, typed input."""
    kept = _kept(world, terminal)
    if kept is None:
        return False
    tasks = kept["tasks"].values()
    return any(
        task["reads"] == SCREEN[0] or (task["kind"] == "program" and _endless(task["argv"]))
        for task in tasks
    )


def _endless(argv: Sequence[str]) -> bool:
    if argv[0] == "watch":
        return True
    if argv[0] == "tail":
        return any(word in ("-f", "-F", "--follow") for word in argv)
    if argv[0] == "sleep":
        return argv[1:] == ("infinity",)
    if argv[0] != "kubectl":
        return False
    # What comes after ``--`` belongs to a container.
    words = argv[: argv.index("--")] if "--" in argv else argv
    asked = (flag for verb, flags in _KUBECTL_FOLLOWS.items() if verb in words for flag in flags)
    given = {word.removesuffix("=true") for word in words}
    return any(flag in given for flag in asked)
