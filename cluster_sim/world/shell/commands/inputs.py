"""What a filter reads: the files that it is given, or its standard input as it comes."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.process import Process, Wait

READ_MORE = Wait(input=True)
STANDARD = "-"


def text_of(process: Process, path: str) -> str | None:
    """The text of a file; None, and the reason on standard error, when it cannot be read."""
    text = process.file(path)
    if text is None:
        process.complain(f"{process.argv[0]}: {path}: {fault(process, path)}\n")
    return text


def fault(process: Process, path: str) -> str:
    """Why a path that is no file cannot be read."""
    try:
        if files.is_folder(process.world, paths.resolve(process.cwd, path)):
            return "Is a directory"
    except paths.Outside:
        pass
    return "No such file or directory"


def gather(process: Process, wanted: Sequence[str]) -> list[tuple[str, str]] | None:
    """(name, text) of all files, standard input being ``-``; None while it has not ended yet.

    Files that cannot be read are told and left out; ``process.state["failed"]`` says so.
    """
    names = list(wanted) or [STANDARD]
    if STANDARD in names:
        process.state["read"] = process.state.get("read", "") + process.read()
        if not process.at_end:
            return None
    found = []
    for name in names:
        text = process.state["read"] if name == STANDARD else text_of(process, name)
        if text is None:
            process.state["failed"] = True
        else:
            found.append((name, text))
    return found


def new_lines(process: Process) -> list[str]:
    """The whole lines that came on standard input, each with its end; the rest at the end."""
    text = process.state.get("partial", "") + process.read()
    lines = split(text)
    rest = ""
    if lines and not lines[-1].endswith("\n") and not process.at_end:
        rest = lines.pop()
    process.state["partial"] = rest
    return lines


def split(text: str) -> list[str]:
    """Lines with their ends; only a newline ends a line."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])
