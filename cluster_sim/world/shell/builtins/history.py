"""``history``."""

from __future__ import annotations

from cluster_sim.world.shell.jobs.shell import Shell


def history(shell: Shell, arguments: list[str]) -> int:
    """``history [N]``: the lines typed in this terminal; ``-c`` forgets them."""
    data = shell.session.data
    if arguments[:1] == ["-c"]:
        data["history"] = ()
        return 0
    lines = data["history"]
    most = len(lines)
    if arguments:
        if not arguments[0].isdigit():
            shell.complain(f"bash: history: {arguments[0]}: numeric argument required\n")
            return 1
        most = min(most, int(arguments[0]))
    rows = list(enumerate(lines, start=1))[len(lines) - most :]
    shell.write("".join(f"{number:5}  {line}\n" for number, line in rows))
    return 0
