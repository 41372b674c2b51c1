"""The commands that a shell finds: builtins and the small tools of busybox or coreutils."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from cluster_sim.world.containers.programs import clocks, nginx_tool
from cluster_sim.world.containers.programs.net.tools import NOT_EVERYWHERE, TOOLS
from cluster_sim.world.containers.programs.sh import files
from cluster_sim.world.containers.programs.sh.conditions import CONDITIONS
from cluster_sim.world.containers.programs.sh.control import CONTROL
from cluster_sim.world.containers.programs.sh.effects import PAUSE, STDOUT, Effect, Effects, Forever
from cluster_sim.world.containers.programs.sh.filters import FILTERS
from cluster_sim.world.containers.programs.sh.interactive import converse
from cluster_sim.world.containers.programs.sh.machine import MACHINE
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.shell import REST, SPAWN, Shell
from cluster_sim.world.containers.programs.sh.text import TEXT
from cluster_sim.world.containers.programs.sh.xargs import xargs

Command = Callable[[Shell, list[str]], Effects]

SERVERS = frozenset(
    ("nginx", "httpd", "httpd-foreground", "apache2-foreground", "redis-server", "postgres",
     "mysqld", "mariadbd", "agnhost", "stress", "node", "python", "python3", "kube-proxy")
)  # fmt: skip
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LONGEST_SLEEP = 10_000 * 86_400 * 1_000_000


def command_of(shell: Shell, name: str) -> Command:
    """What runs under a name; a command that is not there says so and gives 127."""
    if name in SERVERS and name in shell.known:
        return _serve
    if name in NOT_EVERYWHERE and name not in shell.tools:
        return _not_found
    return _COMMANDS.get(name, _not_found)


def is_known(name: str, tools: Collection[str] = NOT_EVERYWHERE) -> bool:
    """Whether an image with those of the programs that not every image has has this one."""
    return name in _COMMANDS and (name not in NOT_EVERYWHERE or name in tools)


def _not_found(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    where = f"{shell.name}: 1: " if shell.gnu else f"{shell.name}: "
    return (yield from failed(shell, f"{where}{argv[0]}: not found", 127))


def _serve(shell: Shell, argv: list[str]) -> Effects:
    if nginx_tool.concerns(argv):
        return (yield from nginx_tool.run(shell, argv))
    shell.server = tuple(argv)
    yield Effect(shell.now, PAUSE, "", None, shell.now + _LONGEST_SLEEP)
    raise Forever


def _sleep(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    time = 0
    if len(argv) < 2:
        return (yield from failed(shell, "sleep: missing operand", 1))
    for text in argv[1:]:
        if text in ("infinity", "inf"):
            yield Effect(shell.now, PAUSE, "", None, shell.now + _LONGEST_SLEEP)
            raise Forever
        match = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,6})\d*)?([smhd]?)", text, re.ASCII)
        if match is None:
            return (yield from failed(shell, f"sleep: invalid number '{text}'", 1))
        whole, fraction, unit = match.groups()
        micros = int(whole) * 1_000_000 + int((fraction or "0").ljust(6, "0"))
        time += micros * _UNITS[unit or "s"]
    time = min(time, _LONGEST_SLEEP)
    if time >= REST:
        shell.rest()
    yield Effect(shell.now, PAUSE, "", None, shell.now + time)
    shell.now += time
    return 0


def _date(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    wanted = [word[1:] for word in argv[1:] if word.startswith("+")]
    if not wanted:
        return (yield from say(shell, clocks.busybox(shell.now)))
    text = wanted[0].replace("%s", str(shell.now // 1_000_000))
    text = text.replace("%N", f"{shell.now % 1_000_000 * 1000:09d}")
    text = text.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d")
    known = re.sub(r"%(?![YmdHMSjuyIpZaAbB%])", "%%", text)
    return (yield from say(shell, clocks.civil(shell.now).strftime(known)))


def _which(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    status = 0
    for name in argv[1:]:
        if name.startswith("-"):
            continue
        if is_known(name, shell.tools) or name in shell.known:
            yield Effect(shell.now, STDOUT, "", f"/bin/{name}\n")
        else:
            status = 1
    return status


def _constant(text: str) -> Command:
    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        return (yield from say(shell, text))

    return command


def _uname(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    if "-a" in argv:
        text = f"Linux {shell.hostname} 6.1.0-31-amd64 #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux"
        return (yield from say(shell, text))
    return (yield from say(shell, "6.1.0-31-amd64" if "-r" in argv else "Linux"))


def _nested(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    if len(argv) > 2 and re.fullmatch(r"-[a-z]*c", argv[1]):
        shell.exit_on_error = shell.exit_on_error or "e" in argv[1]
        return (yield from shell.run_script(argv[2]))
    if len(argv) > 1 and not argv[1].startswith("-"):
        script = shell.files.get(shell.path(argv[1]))
        if script is None:
            message = f"{argv[0]}: can't open '{argv[1]}': No such file or directory"
            return (yield from failed(shell, message, 2))
        return (yield from shell.run_script(script))
    return (yield from converse(shell, argv))


_COMMANDS: dict[str, Command] = {
    **CONTROL,
    **CONDITIONS,
    **TEXT,
    **FILTERS,
    **files.FILES,
    "sleep": _sleep,
    "date": _date,
    **MACHINE,
    "which": _which,
    "nproc": _constant("2"),
    "uname": _uname,
    "sh": _nested,
    "ash": _nested,
    "bash": _nested,
    "xargs": xargs,
    **TOOLS,
}
