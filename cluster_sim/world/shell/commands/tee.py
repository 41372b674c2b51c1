"""``tee``."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "tee"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``tee [-a] FILE …``."""
    try:
        found, paths = options.parse(process, "a", ["append"])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {"paths": tuple(paths), "failed": False}
    if not found:
        _each(process, lambda path: process.save(path, ""))
    return wake(process)


def wake(process: Process) -> Outcome:
    """Pass on what has come, and keep it."""
    text = process.read()
    process.write(text)
    if text:
        _each(process, lambda path: process.save(path, (process.file(path) or "") + text))
    return Exit(int(process.state["failed"])) if process.at_end else inputs.READ_MORE


def _each(process: Process, save: Callable[[str], None]) -> None:
    kept = []
    for path in process.state["paths"]:
        try:
            save(path)
            kept.append(path)
        except ValueError as fault:
            process.complain(f"tee: {path}: {fault}\n")
            process.state = {**process.state, "failed": True}
    process.state = {**process.state, "paths": tuple(kept)}
