"""``cut``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "cut"
LATENCY = 2_000
_MOST = 100_000
_RANGE = re.compile(r"(\d{0,6})(-?)(\d{0,6})")


def start(process: Process) -> Outcome:
    """``cut -f LIST [-d CHARACTER] [-s]`` or ``cut -c LIST``."""
    try:
        found, rest = options.parse(
            process,
            "d:f:c:b:s",
            ["fields=", "delimiter=", "characters=", "bytes=", "only-delimited"],
        )
        kind, text = _asked(process, found)
        ranges = tuple(_range(process, part) for part in text.split(","))
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    delimiter = found.get("d") or found.get("delimiter") or "\t"
    strict = "s" in found or "only-delimited" in found
    process.state = {
        "kind": kind, "ranges": ranges, "delimiter": delimiter[:1], "strict": strict,
        "paths": tuple(rest),
    }  # fmt: skip
    return wake(process)


def _asked(process: Process, found: dict[str, str]) -> tuple[str, str]:
    for kind, names in (
        ("fields", ("f", "fields")),
        ("characters", ("c", "characters", "b", "bytes")),
    ):
        for name in names:
            if name in found:
                return kind, found[name]
    raise options.UsageFault(
        "cut: you must specify a list of bytes, characters, or fields\n"
        "Try 'cut --help' for more information.\n"
    )


def _range(process: Process, text: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(text)
    if match is None or not (match[1] or match[3]):
        raise options.UsageFault(f"cut: invalid field value ‘{text}’\n")
    first = int(match[1] or 1)
    last = int(match[3]) if match[3] else _MOST if match[2] else first
    if first == 0:
        raise options.UsageFault("cut: fields are numbered from 1\n")
    if last < first:
        raise options.UsageFault("cut: invalid decreasing range\n")
    return first, last


def wake(process: Process) -> Outcome:
    """Cut the lines, as they come from standard input."""
    if process.state["paths"]:
        gathered = inputs.gather(process, process.state["paths"]) or []
        lines = [line for _, text in gathered for line in inputs.split(text)]
    else:
        lines = inputs.new_lines(process)
    for line in lines:
        cut = _cut(process, line.removesuffix("\n"))
        if cut is not None:
            process.write(f"{cut}\n")
    if not process.state["paths"] and not process.at_end:
        return inputs.READ_MORE
    return Exit(int(process.state.get("failed", False)))


def _cut(process: Process, line: str) -> str | None:
    state = process.state
    if state["kind"] == "characters":
        return "".join(c for at, c in enumerate(line, 1) if _within(state["ranges"], at))
    fields = line.split(state["delimiter"])
    if len(fields) == 1:
        return None if state["strict"] else line
    chosen = [field for at, field in enumerate(fields, 1) if _within(state["ranges"], at)]
    return str(state["delimiter"]).join(chosen)


def _within(ranges: tuple[tuple[int, int], ...], at: int) -> bool:
    return any(first <= at <= last for first, last in ranges)
