"""Tools that work on files: cat, touch, rm, mkdir, ls, cp, mv, tee, head, tail."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.containers.programs.sh.effects import (
    PAUSE,
    STDERR,
    STDOUT,
    Effect,
    Effects,
    Forever,
)
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_DIRECTORIES = ("/", "/tmp", "/bin", "/etc", "/usr", "/var", "/var/log", "/dev", "/home", "/root",
                "/run", "/opt", "/srv", "/mnt", "/data")  # fmt: skip
_KEPT = ".directory"
_LONG = 10_000 * 86_400 * 1_000_000


def is_directory(shell: Shell, path: str) -> bool:
    """Whether there is a directory at a path."""
    inside = path.rstrip("/") + "/"
    return path in _DIRECTORIES or any(name.startswith(inside) for name in shell.files)


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    options = [word for word in argv[1:] if word.startswith("-") and len(word) > 1]
    return options, [word for word in argv[1:] if word not in options]


def _missing(shell: Shell, tool: str, name: str) -> str:
    how = "can't open" if tool in ("cat", "head", "tail") and not shell.gnu else ""
    if how:
        return f"{tool}: {how} '{name}': No such file or directory"
    return f"{tool}: {name}: No such file or directory"


def _cat(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    _, names = _split(argv)
    if not names:
        return (yield from say(shell, shell.stdin, ""))
    status = 0
    for name in names:
        text = shell.files.get(shell.path(name))
        if text is None:
            status = 1
            yield Effect(shell.now, STDERR, "", _missing(shell, "cat", name) + "\n")
        else:
            yield Effect(shell.now, STDOUT, "", text)
    return status


def _touch(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    for name in _split(argv)[1]:
        path = shell.path(name)
        yield shell.write_file(path, shell.files.get(path, ""))
    return 0


def _rm(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options, names = _split(argv)
    forced, status = any("f" in option for option in options), 0
    for name in names:
        path = shell.path(name)
        inside = [file for file in shell.files if file.startswith(path.rstrip("/") + "/")]
        if path not in shell.files and not inside and not forced:
            status = 1
            text = f"rm: can't remove '{name}': No such file or directory\n"
            yield Effect(shell.now, STDERR, "", text)
        for file in [path, *inside]:
            if file in shell.files:
                yield shell.write_file(file, None)
    return status


def _mkdir(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    for name in _split(argv)[1]:
        yield shell.write_file(f"{shell.path(name)}/{_KEPT}", "")
    return 0


def _ls(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    status = 0
    for name in _split(argv)[1] or ["."]:
        path = shell.path(name)
        if path in shell.files:
            yield Effect(shell.now, STDOUT, "", f"{name}\n")
        elif is_directory(shell, path):
            inside = path.rstrip("/") + "/"
            found = {f[len(inside) :].split("/")[0] for f in shell.files if f.startswith(inside)}
            for entry in sorted(found - {_KEPT}):
                yield Effect(shell.now, STDOUT, "", f"{entry}\n")
        else:
            status = 1
            yield Effect(shell.now, STDERR, "", _missing(shell, "ls", name) + "\n")
    return status


def _copy(keep: bool) -> Callable[[Shell, list[str]], Effects]:
    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        names = _split(argv)[1]
        if len(names) != 2:
            return (yield from failed(shell, f"{argv[0]}: missing file operand", 1))
        source, target = (shell.path(name) for name in names)
        text = shell.files.get(source)
        if text is None:
            return (yield from failed(shell, _missing(shell, argv[0], names[0]), 1))
        if is_directory(shell, target):
            target = f"{target.rstrip('/')}/{source.rpartition('/')[2]}"
        yield shell.write_file(target, text)
        if not keep:
            yield shell.write_file(source, None)
        return 0

    return command


def _tee(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options, names = _split(argv)
    text = shell.stdin
    for name in names:
        path = shell.path(name)
        before = shell.files.get(path, "") if "-a" in options else ""
        yield shell.write_file(path, before + text)
    return (yield from say(shell, text, ""))


def _part(first: bool) -> Callable[[Shell, list[str]], Effects]:
    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        options, names = _split(argv)
        count = next((o.lstrip("-nc") for o in options if o.lstrip("-nc").isdigit()), "10")
        if "-n" in options and names and names[0].isdigit():
            count, names = names[0], names[1:]
        text = shell.stdin
        if names and names[0] != "/dev/null":
            text = shell.files.get(shell.path(names[0]), "")
        lines = text.splitlines(keepends=True)
        shown = lines[: int(count)] if first else lines[-int(count) :] if int(count) else []
        yield Effect(shell.now, STDOUT, "", "".join(shown))
        if not first and any(option in ("-f", "-F") for option in options):
            yield Effect(shell.now, PAUSE, "", None, shell.now + _LONG)
            raise Forever
        return 0

    return command


FILES: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "cat": _cat,
    "touch": _touch,
    "rm": _rm,
    "mkdir": _mkdir,
    "ls": _ls,
    "cp": _copy(True),
    "mv": _copy(False),
    "tee": _tee,
    "head": _part(True),
    "tail": _part(False),
}
