"""A shell that somebody types to: a prompt, a line, what it does, the next prompt."""

from __future__ import annotations

from collections.abc import Generator

from cluster_sim.world.containers.programs.sh import parser
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects, Exit
from cluster_sim.world.containers.programs.sh.input import next_line
from cluster_sim.world.containers.programs.sh.shell import Shell
from cluster_sim.world.containers.programs.sh.words import ScriptError

# What the parser says of a script that is not over yet.
_OPEN = ("unexpected end of file", "unterminated")


def converse(shell: Shell, argv: list[str]) -> Effects:
    """Read commands until the end of the input or ``exit``; the status of the last one."""
    shell.name = argv[0].rpartition("/")[2]
    while True:
        if shell.tty:
            yield Effect(shell.now, STDOUT, "", prompt(shell))
        script = yield from _command(shell)
        if script is None:
            return shell.status
        try:
            shell.steps = 0
            yield from shell.run_script(script)
        except Exit as end:
            return end.code
        except ScriptError as problem:
            yield Effect(shell.now, STDERR, "", f"{problem}\n")


def prompt(shell: Shell) -> str:
    """``/ # `` in busybox and Alpine, ``root@web:/# `` in Debian's bash, ``# `` in its sh."""
    sign = "$" if shell.user else "#"
    home = shell.variables.get("HOME", "/root")
    folder = shell.directory
    if folder == home or folder.startswith(f"{home}/"):
        folder = "~" + folder[len(home) :]
    if not shell.gnu:
        return f"{folder} {sign} "
    if shell.name == "bash":
        who = "root" if not shell.user else "I have no name!"
        return f"{who}@{shell.hostname}:{folder}{sign} "
    return f"{sign} "


def _command(shell: Shell) -> Generator[Effect, None, str | None]:
    """One whole command, which may be several lines; None at the end of the input."""
    lines: list[str] = []
    while True:
        line = yield from next_line(shell)
        if line is None:
            return "\n".join(lines) if lines else None
        lines.append(line)
        try:
            parser.parse("\n".join(lines))
        except ScriptError as problem:
            if any(sign in str(problem) for sign in _OPEN):
                if shell.tty:
                    yield Effect(shell.now, STDOUT, "", "> ")
                continue
        return "\n".join(lines)
