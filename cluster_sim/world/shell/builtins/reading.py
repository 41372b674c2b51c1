"""``read``."""

from __future__ import annotations

from cluster_sim.world.shell.jobs import streams
from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language.words import NAME


def read(shell: Shell, arguments: list[str]) -> int | None:
    """``read [-r] [NAME …]``: one line of input, its words into the variables."""
    names = [argument for argument in arguments if not argument.startswith("-")] or ["REPLY"]
    for name in names:
        if not NAME.fullmatch(name):
            shell.complain(f"bash: read: `{name}': not a valid identifier\n")
            return 1
    line = streams.take_line(shell.session, shell.places[0])
    if line is None:
        return None
    words = (
        line.strip().split(maxsplit=len(names) - 1) if names != ["REPLY"] else [line.rstrip("\n")]
    )
    for index, name in enumerate(names):
        shell.set(name, words[index] if index < len(words) else "")
    return 0 if line.endswith("\n") else 1
