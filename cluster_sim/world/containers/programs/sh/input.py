"""What commands read: a pipe, a file, or what somebody types."""

from __future__ import annotations

from collections.abc import Generator

from cluster_sim.world.containers.programs.sh.effects import INPUT, Effect
from cluster_sim.world.containers.programs.sh.shell import Shell


def next_line(shell: Shell, keep_end: bool = False) -> Generator[Effect, None, str | None]:
    """The next line; None at the end. Where somebody may still type, it is waited for."""
    if not shell.reads_terminal():
        line, end, shell.stdin = shell.stdin.partition("\n")
        return (line + end if keep_end else line) if line or end else None
    while "\n" not in shell.typed and shell.stdin_open:
        yield Effect(shell.now, INPUT, "", None)
        yield from shell.catch_up()
    line, end, shell.typed = shell.typed.partition("\n")
    return (line + end if keep_end else line) if line or end else None


def everything(shell: Shell) -> Generator[Effect, None, str]:
    """All that is to be read."""
    if not shell.reads_terminal():
        text, shell.stdin = shell.stdin, ""
        return text
    lines = []
    while (line := (yield from next_line(shell, keep_end=True))) is not None:
        lines.append(line)
    return "".join(lines)
