"""``ls``: what lies in a folder, by name or with all that a line of ``ls -l`` says."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.folders import children, is_directory
from cluster_sim.world.containers.programs.sh.refusals import missing_text
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell
from cluster_sim.world.containers.programs.sizes import size_of


def ls(shell: Shell, argv: list[str]) -> Effects:
    """List files and folders: -l -a -A -1 -R -d are understood, the rest changes nothing."""
    shell.now += SPAWN
    flags = "".join(w[1:] for w in argv[1:] if w.startswith("-") and not w.startswith("--"))
    names = [word for word in argv[1:] if not word.startswith("-")] or ["."]
    status, files, folders = 0, [], []
    for name in names:
        path = shell.path(name)
        if path in shell.files or (is_directory(shell, path) and "d" in flags):
            files.append(name)
        elif is_directory(shell, path):
            folders.append(name)
        else:
            status = 2 if shell.gnu else 1
            yield Effect(shell.now, STDERR, "", missing_text(shell, "ls", name) + "\n")
    for name in files:
        yield Effect(shell.now, STDOUT, "", _line(shell, shell.path(name), name, flags))
    for number, name in enumerate(folders):
        head = f"{name}:\n" if len(names) > 1 else ""
        gap = "\n" if head and (number or files) else ""
        yield Effect(shell.now, STDOUT, "", gap + head + "".join(_folder(shell, name, flags)))
    return status


def _folder(shell: Shell, name: str, flags: str) -> Iterator[str]:
    path = shell.path(name)
    found = children(shell, path)
    if "a" not in flags and "A" not in flags:
        found = [each for each in found if not each.startswith(".")]
    if "l" in flags:
        yield "total 0\n" if not found else f"total {4 * len(found)}\n"
    if "a" in flags:
        yield _line(shell, path, ".", flags)
        yield _line(shell, path, "..", flags)
    for each in found:
        yield _line(shell, f"{path.rstrip('/')}/{each}", each, flags)


def _line(shell: Shell, path: str, shown: str, flags: str) -> str:
    if "l" not in flags:
        return f"{shown}\n"
    folder = path not in shell.files
    mode = "drwxr-xr-x" if folder else "-rw-r--r--"
    size = 4096 if folder else size_of(shell.files[path])
    day = clocks.civil(shell.born or shell.now)
    when = f"{day.strftime('%b')} {day.day:2d} {day.strftime('%H:%M')}"
    if shell.gnu:
        return f"{mode} {2 if folder else 1} root root {size} {when} {shown}\n"
    return f"{mode}    {2 if folder else 1} root     root     {size:9d} {when} {shown}\n"
