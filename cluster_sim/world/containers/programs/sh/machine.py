"""Tools that tell of the machine and of whoever asks: hostname, env, id, ps, kill, df, du."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.outside import SIGNAL
from cluster_sim.world.containers.programs.program import Process
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.shell import BUILTIN, SPAWN, Shell
from cluster_sim.world.containers.programs.sizes import size_of

_NAMES = {0: "root", 33: "www-data", 65534: "nobody"}


def _hostname(shell: Shell, argv: list[str]) -> Effects:
    """The name of the pod; with -f as /etc/hosts has it in full, with -i its address."""
    shell.now += SPAWN
    short, _, domain = _full_name(shell).partition(".")
    shown = {"-i": shell.address, "-f": _full_name(shell), "-s": short, "-d": domain}
    return (yield from say(shell, shown.get((*argv, "")[1], shell.hostname)))


def _full_name(shell: Shell) -> str:
    for line in shell.files.get("/etc/hosts", "").splitlines():
        _, *names = line.partition("#")[0].split() or [""]
        if shell.hostname in names:
            return names[0]
    return shell.hostname


def _env(shell: Shell, argv: list[str]) -> Effects:
    """All variables, or with printenv the value of those that are named."""
    shell.now += SPAWN
    if argv[0].endswith("printenv") and len(argv) > 1:
        known = [shell.variables[name] for name in argv[1:] if name in shell.variables]
        yield Effect(shell.now, STDOUT, "", "".join(f"{value}\n" for value in known))
        return 0 if len(known) == len(argv) - 1 else 1
    for name, value in shell.variables.items():
        yield Effect(shell.now, STDOUT, "", f"{name}={value}\n")
    return 0


def user_name(number: int) -> str:
    """A user as images know him; his number where they do not."""
    return _NAMES.get(number, str(number))


def _who(shell: Shell) -> str:
    return _NAMES.get(shell.user, "")


def _whoami(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    if _who(shell):
        return (yield from say(shell, _who(shell)))
    unknown = f"whoami: unknown uid {shell.user}"
    if shell.gnu:
        unknown = f"whoami: cannot find name for user ID {shell.user}"
    return (yield from failed(shell, unknown, 1))


def _id(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    if "-u" in argv or "-g" in argv:
        return (yield from say(shell, str(shell.user if "-u" in argv else shell.group)))
    if "-G" in argv:
        return (yield from say(shell, " ".join(map(str, shell.groups))))
    name = f"({_who(shell)})" if _who(shell) else ""
    groups = ",".join(_group(each) for each in shell.groups)
    text = f"uid={shell.user}{name} gid={_group(shell.group)} groups={groups}"
    return (yield from say(shell, text))


def _group(number: int) -> str:
    return f"{number}(root)" if number == 0 else str(number)


def _ps(shell: Shell, argv: list[str]) -> Effects:
    """The container's own program, what runs beside it, and ps itself."""
    shell.now += SPAWN
    number = max((each.pid for each in shell.processes), default=0) + 7
    own = Process(number, user_name(shell.user), shell.now, " ".join(argv))
    rows = [*shell.processes, own]
    if not shell.gnu:
        lines = [f"{pid:5d} {user:<8}  0:00 {what}" for pid, user, _, what in rows]
        text = "\n".join(["PID   USER     TIME  COMMAND", *lines])
    elif any(word.lstrip("-").startswith(("aux", "ef")) for word in argv[1:]):
        lines = [
            f"{user:<8} {pid:7d}  0.0  0.1   4364  3320 ?        Ss   "
            f"{clocks.civil(since).strftime('%H:%M')}   0:00 {what}"
            for pid, user, since, what in rows
        ]
        head = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND"
        text = "\n".join([head, *lines])
    else:
        lines = [
            f"{pid:7d} ?        00:00:00 {what.split()[0].rpartition('/')[2]}"
            for pid, _, _, what in rows
        ]
        text = "\n".join(["    PID TTY          TIME CMD", *lines])
    return (yield from say(shell, text))


def _kill(shell: Shell, argv: list[str]) -> Effects:
    """A signal to the container's own program ends it; to a shell's own jobs it does nothing."""
    shell.now += BUILTIN
    words = [word for word in argv[1:] if not word.startswith("-")]
    if str(shell.beside) in words:
        hard = any(word in ("-9", "-KILL", "-SIGKILL") for word in argv[1:])
        # The kernel keeps process 1 from being killed by those of its own container.
        if not hard:
            yield shell.write_file(SIGNAL, "TERM")
    return 0


def _df(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    head = "Filesystem     1K-blocks    Used Available Use% Mounted on"
    rows = [f"overlay         41943040 8388608  33554432  20% {path}" for path in ("/",)]
    rows += [f"/dev/vda1       41943040 8388608  33554432  20% {p}" for p in shell.directories]
    return (yield from say(shell, "\n".join([head, *rows])))


def _du(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    names = [word for word in argv[1:] if not word.startswith("-")] or ["."]
    for name in names:
        path = shell.path(name)
        inside = path.rstrip("/") + "/"
        size = sum(
            size_of(text)
            for file, text in shell.files.items()
            if file == path or file.startswith(inside)
        )
        human = any("h" in word for word in argv[1:] if word.startswith("-"))
        shown = f"{size / 1048576:.1f}M" if human else str(size >> 10)
        yield Effect(shell.now, STDOUT, "", f"{shown}\t{name}\n")
    return 0


MACHINE: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "hostname": _hostname,
    "env": _env,
    "printenv": _env,
    "whoami": _whoami,
    "id": _id,
    "ps": _ps,
    "kill": _kill,
    "df": _df,
    "du": _du,
}
