"""``tail``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import head, inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process, Wait

NAME = "tail"
LATENCY = 2_000
_LOOK_AGAIN = 1_000_000


def start(process: Process) -> Outcome:
    """``tail [-n N|+N] [-c N] [-f] [FILE …]``."""
    try:
        unit, count, rest = head.asked(process)
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {"unit": unit, "count": count, "paths": tuple(rest), "shown": None}
    return wake(process)


def wake(process: Process) -> Outcome:
    """Wait for the end of the input, or with ``-f`` for what is added to the file."""
    if process.state["shown"] is not None:
        return _follow(process)
    paths = process.state["paths"]
    gathered = inputs.gather(process, paths)
    if gathered is None:
        return inputs.READ_MORE
    for index, (name, text) in enumerate(gathered):
        if len(paths) > 1:
            process.write(f"{chr(10) if index else ''}==> {name} <==\n")
        process.write(_last(text, process.state["unit"], process.state["count"]))
    if "followed" in process.state["unit"] and gathered and paths:
        process.state["shown"] = len(gathered[-1][1])
        return Wait(delay=_LOOK_AGAIN)
    return Exit(int(process.state.get("failed", False)))


def _last(text: str, unit: str, count: int) -> str:
    from_start = unit.endswith("+")
    if unit.startswith("bytes"):
        raw = text.encode()
        chosen = raw[max(0, count - 1) :] if from_start else raw[max(0, len(raw) - abs(count)) :]
        return chosen.decode(errors="ignore")
    lines = inputs.split(text)
    return "".join(
        lines[max(0, count - 1) :] if from_start else lines[max(0, len(lines) - abs(count)) :]
    )


def _follow(process: Process) -> Outcome:
    text = process.file(process.state["paths"][-1]) or ""
    process.write(text[process.state["shown"] :])
    process.state["shown"] = len(text)
    return Wait(delay=_LOOK_AGAIN)
