"""``:``, ``true``, ``false``, ``break``, ``continue``, ``exit``."""

from __future__ import annotations

from cluster_sim.world.shell.jobs.session import ROOT
from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.jobs.stack import pop, unwind


def nothing(shell: Shell, arguments: list[str]) -> int:
    """Succeed."""
    return 0


def fail(shell: Shell, arguments: list[str]) -> int:
    """Fail."""
    return 1


def leave(shell: Shell, arguments: list[str]) -> int:
    """``break [N]``."""
    return _jump(shell, "break", arguments, again=False)


def again(shell: Shell, arguments: list[str]) -> int:
    """``continue [N]``."""
    return _jump(shell, "continue", arguments, again=True)


def _jump(shell: Shell, name: str, arguments: list[str], again: bool) -> int:
    level = arguments[0] if arguments else "1"
    if not level.isdigit() or int(level) < 1:
        shell.complain(f"bash: {name}: {level}: loop count out of range\n")
        return 1
    if not any(frame[0] in ("for", "while") for frame in shell.task["stack"]):
        shell.complain(f"bash: {name}: only meaningful in a `for', `while', or `until' loop\n")
        return 0
    pop(shell.task)
    unwind(shell.task, min(int(level), 100), again)
    return 0


def end(shell: Shell, arguments: list[str]) -> int:
    """``exit [STATUS]``: a terminal's own shell is followed by a new one."""
    status = int(shell.task["status"])
    if arguments:
        digits = arguments[0].removeprefix("-")
        if not digits.isdigit() or len(digits) > 18:
            shell.complain(f"bash: exit: {arguments[0]}: numeric argument required\n")
            status = 2
        else:
            status = int(arguments[0])
    shell.task["stack"] = ()
    if shell.number == ROOT:
        shell.complain("exit\n")
        shell.task.update(vars={}, exported=(), cwd="", before="")
    return status
