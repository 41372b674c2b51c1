"""Builtins that steer the script: exit, break, set, trap, exec, wait and the like."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.containers.programs.sh import loops
from cluster_sim.world.containers.programs.sh.effects import PAUSE, Effect, Effects, Exit, Forever
from cluster_sim.world.containers.programs.sh.folders import is_directory
from cluster_sim.world.containers.programs.sh.input import next_line
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.shell import BUILTIN, Shell

_LONG = 10_000 * 86_400 * 1_000_000


def _true(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    return 0
    yield


def _false(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    return 1
    yield


def _exit(shell: Shell, argv: list[str]) -> Effects:
    given = argv[1] if len(argv) > 1 else str(shell.status)
    raise Exit(int(given) % 256 if given.isdigit() else 2)
    yield


def _leave(again: bool) -> Callable[[Shell, list[str]], Effects]:
    def command(shell: Shell, argv: list[str]) -> Effects:
        levels = int(argv[1]) if len(argv) > 1 and argv[1].isdigit() else 1
        loops.leave(again, max(levels, 1))
        return 0
        yield

    return command


def _set(shell: Shell, argv: list[str]) -> Effects:
    for word in argv[1:]:
        if word.startswith(("-", "+")) and "e" in word:
            shell.exit_on_error = word.startswith("-")
    return 0
    yield


def _export(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    for word in argv[1:]:
        name, equals, value = word.partition("=")
        if equals:
            shell.variables[name] = value
    return 0
    yield


def _unset(shell: Shell, argv: list[str]) -> Effects:
    for name in argv[1:]:
        shell.variables.pop(name, None)
    return 0
    yield


def _trap(shell: Shell, argv: list[str]) -> Effects:
    for signal in argv[2:]:
        name = signal.removeprefix("SIG")
        shell.traps["TERM" if name == "15" else "EXIT" if name == "0" else name] = argv[1]
    return 0
    yield


def _exec(shell: Shell, argv: list[str]) -> Effects:
    if len(argv) < 2:
        return 0
    raise Exit((yield from shell.execute(argv[1:])))


def _wait(shell: Shell, argv: list[str]) -> Effects:
    """Jobs are not followed: whoever waits for one waits until he is told to stop."""
    if not shell.jobs:
        return 0
    yield Effect(shell.now, PAUSE, "interruptible", None, shell.now + _LONG)
    raise Forever


def _cd(shell: Shell, argv: list[str]) -> Effects:
    wanted = argv[1] if len(argv) > 1 else shell.variables.get("HOME", "/")
    path = shell.path(wanted)
    if not is_directory(shell, path):
        where = f"{shell.name}: 1: cd: can't cd to {wanted}"
        text = where if shell.gnu else f"{shell.name}: cd: can't cd to {wanted}"
        missing = "" if shell.gnu else ": No such file or directory"
        return (yield from failed(shell, text + missing, 2))
    shell.directory = path
    return 0


def _pwd(shell: Shell, argv: list[str]) -> Effects:
    return (yield from say(shell, shell.directory))


def _read(shell: Shell, argv: list[str]) -> Effects:
    """Reads the next line of what was piped, redirected or typed in."""
    line = yield from next_line(shell)
    names = [word for word in argv[1:] if not word.startswith("-")]
    values = (line or "").split(None, max(len(names) - 1, 0))
    for place, name in enumerate(names):
        shell.variables[name] = values[place] if place < len(values) else ""
    return 1 if line is None else 0


CONTROL: dict[str, Callable[[Shell, list[str]], Effects]] = {
    ":": _true,
    "true": _true,
    "false": _false,
    "exit": _exit,
    "return": _exit,
    "break": _leave(False),
    "continue": _leave(True),
    "set": _set,
    "export": _export,
    "local": _export,
    "unset": _unset,
    "trap": _trap,
    "exec": _exec,
    "wait": _wait,
    "cd": _cd,
    "pwd": _pwd,
    "read": _read,
}
