"""``echo``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language.escapes import unescaped

_FLAGS = re.compile(r"-[neE]+")


def echo(shell: Shell, arguments: list[str]) -> int:
    """``echo [-neE] [TEXT …]``."""
    newline, escapes = True, False
    while arguments and _FLAGS.fullmatch(arguments[0]):
        for flag in arguments.pop(0)[1:]:
            newline = newline and flag != "n"
            escapes = {"e": True, "E": False}.get(flag, escapes)
    text = " ".join(arguments)
    if escapes:
        text, cut = unescaped(text)
        newline = newline and not cut
    return printed(shell, "echo", f"{text}\n" if newline else text)


def printed(shell: Shell, name: str, text: str) -> int:
    """Print, or say in bash's words why not; the exit status."""
    fault = shell.write(text)
    if fault and fault != "Broken pipe":
        shell.complain(f"bash: {name}: write error: {fault}\n")
    return 1 if fault else 0
