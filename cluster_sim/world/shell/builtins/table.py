"""Which builtins there are."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.shell.builtins import (
    aliases,
    condition,
    echo,
    flow,
    folders,
    history,
    kinds,
    printf,
    reading,
    variables,
)
from cluster_sim.world.shell.jobs.shell import Shell

Builtin = Callable[[Shell, list[str]], int | None]

BUILTINS: dict[str, Builtin] = {
    ":": flow.nothing,
    "[": condition.bracket,
    "alias": aliases.alias,
    "break": flow.leave,
    "cd": folders.change,
    "command": kinds.command,
    "continue": flow.again,
    "echo": echo.echo,
    "exit": flow.end,
    "export": variables.export,
    "false": flow.fail,
    "history": history.history,
    "logout": flow.end,
    "printf": printf.printf,
    "pwd": folders.show,
    "read": reading.read,
    "set": variables.show,
    "test": condition.test,
    "true": flow.nothing,
    "type": kinds.kind,
    "unalias": aliases.unalias,
    "unset": variables.unset,
}
