"""``cat``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "cat"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``cat [-n] [FILE …]``."""
    try:
        found, paths = options.parse(process, "nAbeEstTuv", ["number"])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {
        "paths": tuple(paths or [inputs.STANDARD]),
        "number": 1 if "n" in found or "number" in found else 0,
        "failed": False,
    }
    return wake(process)


def wake(process: Process) -> Outcome:
    """Copy what there is, file after file."""
    while process.state["paths"]:
        path = process.state["paths"][0]
        if path == inputs.STANDARD:
            _copy(process, inputs.new_lines(process))
            if not process.at_end:
                return inputs.READ_MORE
        else:
            text = inputs.text_of(process, path)
            process.state["failed"] = process.state["failed"] or text is None
            _copy(process, inputs.split(text or ""))
        process.state["paths"] = process.state["paths"][1:]
    return Exit(int(process.state["failed"]))


def _copy(process: Process, lines: list[str]) -> None:
    for line in lines:
        number = process.state["number"]
        if number:
            process.state["number"] = number + 1
            line = f"{number:6}\t{line}"
        process.write(line)
