"""``alias`` and ``unalias``."""

from __future__ import annotations

from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.limits import LONGEST_LINE, MOST_VARIABLES


def alias(shell: Shell, arguments: list[str]) -> int:
    """``alias [NAME[=VALUE] …]``."""
    known, status = shell.task["aliases"], 0
    for argument in arguments or sorted(known):
        name, equals, value = argument.partition("=")
        if equals and len(known) < MOST_VARIABLES and len(value) < LONGEST_LINE:
            known = {**known, name: value}
        elif name in known:
            shell.write(f"alias {name}='{known[name]}'\n")
        else:
            shell.complain(f"bash: alias: {name}: not found\n")
            status = 1
    shell.task["aliases"] = known
    return status


def unalias(shell: Shell, arguments: list[str]) -> int:
    """``unalias NAME …`` or ``-a``."""
    status = 0
    for name in arguments:
        known = shell.task["aliases"]
        if name == "-a":
            shell.task["aliases"] = {}
        elif name in known:
            shell.task["aliases"] = {n: text for n, text in known.items() if n != name}
        else:
            shell.complain(f"bash: unalias: {name}: not found\n")
            status = 1
    return status
