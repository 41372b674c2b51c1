"""``rm`` and ``rmdir``."""

from __future__ import annotations

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.commands import options
from cluster_sim.world.shell.files import ACTOR
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "rm"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``rm [-rf] PATH …``; ``rmdir FOLDER …``."""
    name = process.argv[0]
    try:
        found, wanted = options.parse(process, "rRfivdp", ["recursive", "force"])
    except options.UsageFault as refusal:
        process.complain(str(refusal))
        return Exit(1)
    forced = bool(found.keys() & {"f", "force"})
    if not wanted and not forced:
        process.complain(f"{name}: missing operand\nTry '{name} --help' for more information.\n")
        return Exit(1)
    recursive = bool(found.keys() & {"r", "R", "recursive"})
    failed = False
    for path in wanted:
        fault = (
            _empty_folder(process, path) if name == "rmdir" else _remove(process, path, recursive)
        )
        if fault and not (forced and fault == "No such file or directory"):
            what = f"failed to remove '{path}'" if name == "rmdir" else f"cannot remove '{path}'"
            process.complain(f"{name}: {what}: {fault}\n")
            failed = True
    return Exit(int(failed))


def _remove(process: Process, path: str, recursive: bool) -> str | None:
    try:
        place = paths.resolve(process.cwd, path)
    except paths.Outside:
        return "Permission denied"
    if not files.exists(process.world, place):
        return "No such file or directory"
    if files.is_folder(process.world, place) and not recursive:
        return "Is a directory"
    if not place:
        return "Device or resource busy"
    files.remove(process.world, place, ACTOR)
    return None


def _empty_folder(process: Process, path: str) -> str | None:
    try:
        place = paths.resolve(process.cwd, path)
    except paths.Outside:
        return "Permission denied"
    if files.read(process.world, place) is not None:
        return "Not a directory"
    if files.is_folder(process.world, place) and files.children(process.world, place):
        return "Directory not empty"
    return _remove(process, path, True)
