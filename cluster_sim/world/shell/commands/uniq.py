"""``uniq``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "uniq"
LATENCY = 2_000
_LONG = {"count": "c", "repeated": "d", "unique": "u", "ignore-case": "i"}


def start(process: Process) -> Outcome:
    """``uniq [-cdui] [FILE]``."""
    try:
        found, rest = options.parse(process, "cdui", list(_LONG))
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {"flags": tuple(_LONG.get(n, n) for n in found), "paths": tuple(rest[:1])}
    return wake(process)


def wake(process: Process) -> Outcome:
    """Of lines that repeat each other, one."""
    gathered = inputs.gather(process, process.state["paths"])
    if gathered is None:
        return inputs.READ_MORE
    flags = process.state["flags"]
    groups: list[tuple[str, int]] = []
    for line in (line.removesuffix("\n") for _, text in gathered for line in inputs.split(text)):
        same = groups and _folded(groups[-1][0], flags) == _folded(line, flags)
        if same:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((line, 1))
    for line, count in groups:
        if ("d" in flags and count == 1) or ("u" in flags and count > 1):
            continue
        process.write(f"{count:7} {line}\n" if "c" in flags else f"{line}\n")
    return Exit(int(process.state.get("failed", False)))


def _folded(line: str, flags: tuple[str, ...]) -> str:
    return line.lower() if "i" in flags else line
