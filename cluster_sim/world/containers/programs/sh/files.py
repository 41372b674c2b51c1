"""Tools that work on files: cat, touch, rm, mkdir, cp, mv, tee, find, chmod and their like."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from cluster_sim.world.containers.programs.sh.effects import (
    STDERR,
    STDOUT,
    Effect,
    Effects,
    Refused,
)
from cluster_sim.world.containers.programs.sh.folders import KEPT, is_directory
from cluster_sim.world.containers.programs.sh.following import head, tail
from cluster_sim.world.containers.programs.sh.input import next_line
from cluster_sim.world.containers.programs.sh.listing import ls
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.refusals import missing_text
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell
from cluster_sim.world.containers.programs.sizes import shown, size_of, zeros


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    options = [word for word in argv[1:] if word.startswith("-") and len(word) > 1]
    return options, [word for word in argv[1:] if word not in options]


def _cat(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    _, names = _split(argv)
    if not names:
        return (yield from _echo_input(shell))
    status = 0
    for name in names:
        path = shell.path(name)
        text_of = shell.files.get(path)
        if text_of is not None:
            yield Effect(shell.now, STDOUT, "", shown(text_of))
        elif path != "/dev/null":
            status = 1
            yield Effect(shell.now, STDERR, "", _not_read(shell, path, name) + "\n")
    return status


def _echo_input(shell: Shell) -> Effects:
    while True:
        line = yield from next_line(shell, keep_end=True)
        if line is None:
            return 0
        yield Effect(shell.now, STDOUT, "", line)


def _not_read(shell: Shell, path: str, name: str) -> str:
    if not is_directory(shell, path):
        return missing_text(shell, "cat", name)
    return f"cat: {name}: Is a directory" if shell.gnu else "cat: read error: Is a directory"


def _touch(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    for name in _split(argv)[1]:
        path = shell.path(name)
        yield shell.write_file(path, shell.files.get(path, ""))
    return 0


def _rm(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options, names = _split(argv)
    forced = any("f" in option for option in options)
    deep, status = any("r" in option.lower() for option in options), 0
    for name in names:
        path = shell.path(name)
        inside = [file for file in shell.files if file.startswith(path.rstrip("/") + "/")]
        if path not in shell.files and not inside and not forced:
            status = 1
            yield Effect(shell.now, STDERR, "", missing_text(shell, "rm", name) + "\n")
        elif inside and not deep:
            status = 1
            what = "is a directory" if not shell.gnu else "Is a directory"
            start = f"rm: '{name}'" if not shell.gnu else f"rm: cannot remove '{name}':"
            yield Effect(shell.now, STDERR, "", f"{start} {what}\n")
            continue
        for file in [path, *inside]:
            if file in shell.files:
                yield shell.write_file(file, None)
    return status


def _mkdir(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options, names = _split(argv)
    parents, status = any("p" in option for option in options), 0
    for name in names:
        path = shell.path(name)
        if is_directory(shell, path):
            if not parents:
                status = 1
                cannot = "cannot" if shell.gnu else "can't"
                text = f"mkdir: {cannot} create directory '{name}': File exists\n"
                yield Effect(shell.now, STDERR, "", text)
            continue
        yield shell.write_file(f"{path}/{KEPT}", "")
    return status


def _copy(keep: bool) -> Callable[[Shell, list[str]], Effects]:
    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        names = _split(argv)[1]
        if len(names) < 2:
            return (yield from failed(shell, f"{argv[0]}: missing file operand", 1))
        target = shell.path(names[-1])
        for name in names[:-1]:
            source = shell.path(name)
            moved = _below(shell, source)
            if not moved:
                return (yield from failed(shell, missing_text(shell, argv[0], name), 1))
            base = target
            if is_directory(shell, target):
                base = f"{target.rstrip('/')}/{source.rpartition('/')[2]}"
            for file in moved:
                yield shell.write_file(base + file[len(source) :], shell.files[file])
                if not keep:
                    yield shell.write_file(file, None)
        return 0

    return command


def _below(shell: Shell, path: str) -> list[str]:
    """The file itself, or all files of a folder."""
    if path in shell.files:
        return [path]
    inside = path.rstrip("/") + "/"
    return [each for each in shell.files if each.startswith(inside)]


def _tee(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options, names = _split(argv)
    text, status = shell.stdin, 0
    for name in names:
        path = shell.path(name)
        before = shell.files.get(path, "") if "-a" in options else ""
        try:
            yield shell.write_file(path, before + text)
        except Refused as refused:
            status = 1
            yield Effect(shell.now, STDERR, "", f"tee: {name}: {refused.why}\n")
    yield from say(shell, text, "")
    return status


def _find(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    roots = [word for word in argv[1:2] if not word.startswith("-")] or ["."]
    pattern = argv[argv.index("-name") + 1] if "-name" in argv[:-1] else "*"
    only = argv[argv.index("-type") + 1] if "-type" in argv[:-1] else "f"
    root = shell.path(roots[0])
    for path in sorted(_below(shell, root)) if only == "f" else ():
        name = path.rpartition("/")[2]
        if name != KEPT and fnmatchcase(name, pattern):
            yield Effect(shell.now, STDOUT, "", f"{roots[0].rstrip('/')}{path[len(root) :]}\n")
    return 0


def _quietly(shell: Shell, argv: list[str]) -> Effects:
    """Modes and owners are not kept; a file that is not there is told."""
    shell.now += SPAWN
    names = _split(argv)[1][1:]
    for name in names:
        path = shell.path(name)
        if path not in shell.files and not is_directory(shell, path):
            return (yield from failed(shell, missing_text(shell, argv[0], name), 1))
        refused = shell.refusal(path)
        if refused:
            raise Refused(name, refused)
    return 0


def _dd(shell: Shell, argv: list[str]) -> Effects:
    """Copies, or makes a file of zeros: only its size is kept. 300 MB/s, as a disk has it."""
    shell.now += SPAWN
    given = dict(word.partition("=")[::2] for word in argv[1:] if "=" in word)
    block, count = _bytes(given.get("bs", "512")), given.get("count")
    source = shell.path(given.get("if", "/dev/zero"))
    text = shell.files.get(source)
    size = size_of(text) if text is not None else block * int(count or 0)
    shell.now += size // 300
    target = given.get("of")
    if target and target != "/dev/null":
        yield shell.write_file(shell.path(target), text if text is not None else zeros(size))
    blocks = -(-size // block) if block else 0
    said = f"{blocks}+0 records in\n{blocks}+0 records out\n"
    yield Effect(shell.now, STDERR, "", said)
    return 0


def _sized(shell: Shell, argv: list[str]) -> Effects:
    """fallocate and truncate."""
    shell.now += SPAWN
    words = [word for word in argv[1:] if word not in ("-l", "-s")]
    if len(words) < 2:
        return (yield from failed(shell, f"{argv[0]}: missing operand", 1))
    for name in words[1:]:
        yield shell.write_file(shell.path(name), zeros(_bytes(words[0])))
    return 0


def _tar(shell: Shell, argv: list[str]) -> Effects:
    """It is there for those who copy files through it; archives themselves are not kept."""
    shell.now += SPAWN
    if "--version" in argv:
        return (
            yield from say(shell, "tar (GNU tar) 1.34" if shell.gnu else "tar (busybox) 1.37.0")
        )
    return (yield from failed(shell, "tar: archives are not part of this simulation", 1))


def _bytes(text: str) -> int:
    """A size as dd and fallocate read it: 512, 4k, 10M, 1GiB."""
    digits = text.rstrip("kKMGTiBb")
    unit = text[len(digits) :][:1].upper()
    return int(digits) * 1024 ** " KMGT".index(unit or " ") if digits.isdigit() else 0


FILES: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "cat": _cat,
    "touch": _touch,
    "rm": _rm,
    "mkdir": _mkdir,
    "ls": ls,
    "cp": _copy(True),
    "mv": _copy(False),
    "tee": _tee,
    "dd": _dd,
    "tar": _tar,
    "fallocate": _sized,
    "truncate": _sized,
    "find": _find,
    "chmod": _quietly,
    "chown": _quietly,
    "head": head,
    "tail": tail,
}
