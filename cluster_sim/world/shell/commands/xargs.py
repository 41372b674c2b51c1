"""``xargs``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.limits import LONGEST_EXPANSION
from cluster_sim.world.shell.process import Exit, Outcome, Process, Run, TooMuchOutput

NAME = "xargs"
LATENCY = 2_000
_SOME_FAILED = 123
_MOST_ARGUMENTS = 2_000


def start(process: Process) -> Outcome:
    """``xargs [-n N] [-I MARK] [-r] COMMAND …``: the command with the words it reads."""
    try:
        found, words = options.parse(
            process, "n:I:rt0d:L:P:", ["max-args=", "no-run-if-empty", "replace="], mixed=False
        )
        count = options.whole(
            process, found.get("n") or found.get("max-args") or "0", "invalid number"
        )
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {
        "command": tuple(words or ["echo"]), "count": max(0, count), "mark": found.get("I", ""),
        "even_empty": not found.keys() & {"r", "no-run-if-empty"}, "batches": None, "next": 0,
        "failed": False,
    }  # fmt: skip
    return wake(process)


def wake(process: Process) -> Outcome:
    """Run the command for the next words."""
    if process.child is not None and process.child.status:
        process.state["failed"] = True
    if process.state["batches"] is None:
        gathered = inputs.gather(process, ())
        if gathered is None:
            return inputs.READ_MORE
        process.state["batches"] = _batches(process, gathered[0][1])
    batches, at = process.state["batches"], process.state["next"]
    if at == len(batches):
        return Exit(_SOME_FAILED if process.state["failed"] else 0)
    process.state["next"] = at + 1
    return Run(batches[at])


def _batches(process: Process, text: str) -> tuple[tuple[str, ...], ...]:
    state = process.state
    command, mark = state["command"], state["mark"]
    if mark:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return tuple(tuple(_filled(word, mark, line) for word in command) for line in lines)
    words = [word.strip("'\"") for word in text.split()]
    if not words:
        return (command,) if state["even_empty"] else ()
    size = state["count"] or _MOST_ARGUMENTS
    starts = range(0, len(words), size)
    return tuple((*command, *words[start : start + size]) for start in starts)


def _filled(word: str, mark: str, line: str) -> str:
    if word.count(mark) * len(line) > LONGEST_EXPANSION:
        raise TooMuchOutput
    return word.replace(mark, line)
