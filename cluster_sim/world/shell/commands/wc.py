"""``wc``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "wc"
LATENCY = 2_000
_ORDER = "lwmc"
_LONG = {"lines": "l", "words": "w", "chars": "m", "bytes": "c"}


def start(process: Process) -> Outcome:
    """``wc [-lwmc] [FILE …]``."""
    try:
        found, rest = options.parse(process, _ORDER, list(_LONG))
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    flags = {_LONG.get(name, name) for name in found} or {"l", "w", "c"}
    columns = "".join(flag for flag in _ORDER if flag in flags)
    process.state = {"columns": columns, "paths": tuple(rest)}
    return wake(process)


def wake(process: Process) -> Outcome:
    """Count, once all of it is there."""
    gathered = inputs.gather(process, process.state["paths"])
    if gathered is None:
        return inputs.READ_MORE
    columns = process.state["columns"]
    rows = [(name, _counts(text, columns)) for name, text in gathered]
    if len(process.state["paths"]) > 1:
        sums = [sum(counts[i] for _, counts in rows) for i in range(len(columns))]
        rows.append(("total", sums))
    width = _width(process, rows)
    for name, counts in rows:
        shown = " ".join(f"{count:{width}}" for count in counts)
        process.write(f"{shown} {name}\n" if process.state["paths"] else f"{shown}\n")
    return Exit(int(process.state.get("failed", False)))


def _width(process: Process, rows: list[tuple[str, list[int]]]) -> int:
    """As GNU's: as wide as the largest number, or 7 for several columns of a pipe."""
    if len(rows) == 1 and len(process.state["columns"]) == 1:
        return 1
    if not process.state["paths"]:
        return 7
    return max((len(str(count)) for _, counts in rows for count in counts), default=1)


def _counts(text: str, columns: str) -> list[int]:
    counts = {
        "l": text.count("\n"),
        "w": len(text.split()),
        "m": len(text),
        "c": len(text.encode()),
    }
    return [counts[column] for column in columns]
