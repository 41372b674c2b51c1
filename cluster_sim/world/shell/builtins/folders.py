"""``cd`` and ``pwd``."""

from __future__ import annotations

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.jobs.shell import Shell


def change(shell: Shell, arguments: list[str]) -> int:
    """``cd [FOLDER]``; ``-`` is where the shell was before."""
    wanted = [argument for argument in arguments if argument != "--"]
    if len(wanted) > 1:
        shell.complain("bash: cd: too many arguments\n")
        return 1
    target = wanted[0] if wanted else paths.HOME
    if target == "-":
        target = paths.absolute(shell.task["before"])
        shell.write(f"{target}\n")
    fault = _enter(shell, target)
    if fault:
        shell.complain(f"bash: cd: {target}: {fault}\n")
        return 1
    return 0


def _enter(shell: Shell, target: str) -> str | None:
    try:
        path = paths.resolve(shell.cwd, target)
    except paths.Outside:
        return "Permission denied"
    if files.read(shell.world, path) is not None:
        return "Not a directory"
    if not files.is_folder(shell.world, path):
        return "No such file or directory"
    shell.task.update(before=shell.cwd, cwd=path)
    return None


def show(shell: Shell, arguments: list[str]) -> int:
    """``pwd``."""
    shell.write(f"{paths.absolute(shell.cwd)}\n")
    return 0
