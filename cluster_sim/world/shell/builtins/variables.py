"""``export``, ``unset`` and what ``set`` shows."""

from __future__ import annotations

from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language.format import quote
from cluster_sim.world.shell.language.words import NAME


def export(shell: Shell, arguments: list[str]) -> int:
    """``export [NAME[=VALUE] …]``."""
    wanted = [argument for argument in arguments if argument != "-p"]
    if not wanted:
        for name, value in sorted(shell.environment().items()):
            shell.write(f'declare -x {name}="{value}"\n')
        return 0
    status = 0
    for argument in wanted:
        name, equals, value = argument.partition("=")
        if not NAME.fullmatch(name):
            shell.complain(f"bash: export: `{argument}': not a valid identifier\n")
            status = 1
            continue
        if equals:
            shell.set(name, value)
        shell.export(name)
    return status


def unset(shell: Shell, arguments: list[str]) -> int:
    """``unset NAME …``."""
    for name in arguments:
        if name not in ("-v", "-f"):
            shell.unset(name)
    return 0


def show(shell: Shell, arguments: list[str]) -> int:
    """``set`` without arguments lists the variables; its options are none of this shell's."""
    if arguments:
        shell.complain(f"bash: set: {arguments[0]}: invalid option\n")
        return 2
    for name, value in sorted(shell.task["vars"].items()):
        shell.write(f"{name}={quote(value)}\n")
    return 0
