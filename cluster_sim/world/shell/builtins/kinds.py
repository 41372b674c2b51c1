"""``type`` and ``command``: what a name means to the shell."""

from __future__ import annotations

from cluster_sim.world.shell import programs
from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language.nodes import RESERVED


def kind(shell: Shell, arguments: list[str]) -> int:
    """``type NAME …``."""
    status = 0
    for name in arguments:
        told = _told(shell, name)
        if told is None:
            shell.complain(f"bash: type: {name}: not found\n")
            status = 1
        else:
            shell.write(f"{name} is {told}\n")
    return status


def command(shell: Shell, arguments: list[str]) -> int:
    """``command -v NAME``."""
    if arguments[:1] not in (["-v"], ["-V"]) or len(arguments) < 2:
        shell.complain("command: usage: command [-pVv] command [arg ...]\n")
        return 2
    name = arguments[1]
    if _told(shell, name) is None:
        return 1
    shell.write(f"{programs.path(name) if name in programs.PROGRAMS else name}\n")
    return 0


def _told(shell: Shell, name: str) -> str | None:
    from cluster_sim.world.shell.builtins.table import BUILTINS

    if name in shell.task["aliases"]:
        return f"aliased to `{shell.task['aliases'][name]}'"
    if name in RESERVED:
        return "a shell keyword"
    if name in BUILTINS:
        return "a shell builtin"
    return programs.path(name) if name in programs.PROGRAMS else None
