"""What ``cp`` and ``mv`` have in common: many to a folder, or one to a name."""

from __future__ import annotations

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.files import ACTOR
from cluster_sim.world.shell.process import Process


def targets(process: Process, wanted: list[str]) -> list[tuple[str, str]] | None:
    """(source, target) as typed and resolved; None, and a message, when the command makes none."""
    name = process.argv[0]
    if len(wanted) < 2:
        after = f"destination file operand after '{wanted[0]}'" if wanted else "file operand"
        process.complain(f"{name}: missing {after}\nTry '{name} --help' for more information.\n")
        return None
    *sources, last = wanted
    try:
        target = paths.resolve(process.cwd, last)
    except paths.Outside:
        process.complain(f"{name}: cannot create '{last}': Permission denied\n")
        return None
    folder = files.is_folder(process.world, target)
    if len(sources) > 1 and not folder:
        process.complain(f"{name}: target '{last}': No such file or directory\n")
        return None
    return [(s, f"{target}/{_name(s)}".strip("/") if folder else target) for s in sources]


def _name(source: str) -> str:
    return paths.name(source.rstrip("/"))


def copy(process: Process, source: str, target: str, recursive: bool) -> str | None:
    """Copy a file, or a folder with everything in it; what is wrong when that cannot be."""
    world = process.world
    try:
        place = paths.resolve(process.cwd, source)
    except paths.Outside:
        return "Permission denied"
    text = files.read(world, place)
    if text is not None:
        if place == target:
            return "are the same file"
        files.write(world, target, text, ACTOR)
        return None
    if not files.is_folder(world, place):
        return "No such file or directory"
    if not recursive:
        return "-r not specified; omitting directory"
    if f"{target}/".startswith(f"{place}/"):
        return "cannot copy a directory into itself"
    _copy_folder(process, place, target)
    return None


def _copy_folder(process: Process, place: str, target: str) -> None:
    if not files.exists(process.world, target):
        files.make_folder(process.world, target, ACTOR)
    for name, file in files.children(process.world, place).items():
        if file is None:
            _copy_folder(process, f"{place}/{name}", f"{target}/{name}")
        else:
            files.write(process.world, f"{target}/{name}", file["text"], ACTOR)
