"""``sh`` and ``bash``: another shell for a line or a file."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs
from cluster_sim.world.shell.process import Exit, Outcome, Process, Run

NAME = "sh"
LATENCY = 2_000
_NOT_FOUND = 127


def start(process: Process) -> Outcome:
    """``bash -c LINE``, ``bash FILE``, or a script on standard input."""
    arguments = list(process.argv[1:])
    if arguments[:1] == ["-c"]:
        if len(arguments) < 2:
            process.complain(f"{process.argv[0]}: -c: option requires an argument\n")
            return Exit(2)
        return Run(arguments[1])
    if arguments:
        text = process.file(arguments[0])
        if text is None:
            what = inputs.fault(process, arguments[0])
            process.complain(f"{process.argv[0]}: {arguments[0]}: {what}\n")
            return Exit(_NOT_FOUND)
        return Run(text)
    return wake(process)


def wake(process: Process) -> Outcome:
    """The line has ended, or the script has come."""
    if process.child is not None:
        return Exit(process.child.status)
    gathered = inputs.gather(process, ())
    return inputs.READ_MORE if gathered is None else Run(gathered[0][1])
