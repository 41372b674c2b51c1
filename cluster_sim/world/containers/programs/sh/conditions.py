"""``test`` and ``[``: what scripts ask of files, texts and numbers."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.containers.programs.sh.effects import Effects
from cluster_sim.world.containers.programs.sh.folders import is_directory
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import BUILTIN, Shell

_NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}


class _NoNumber(ValueError):
    pass


def _test(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    words = argv[1:]
    if argv[0].startswith("["):
        if words[-1:] != ["]" * len(argv[0])]:
            return (yield from failed(shell, f"{shell.name}: {argv[0]}: missing ]", 2))
        words = words[:-1]
    try:
        return 0 if _holds(shell, words) else 1
    except _NoNumber as problem:
        return (yield from failed(shell, f"{shell.name}: {problem}: bad number", 2))


def _holds(shell: Shell, words: list[str]) -> bool:
    for joint, decide in (("-o", any), ("||", any), ("-a", all), ("&&", all)):
        if joint in words[1:-1]:
            at = words.index(joint, 1)
            return decide((_holds(shell, words[:at]), _holds(shell, words[at + 1 :])))
    if words[:1] == ["!"]:
        return not _holds(shell, words[1:])
    if len(words) == 3:
        return _compares(words[0], words[1], words[2])
    if len(words) == 2:
        return _asks(shell, words[0], words[1])
    return bool(words and words[0])


def _compares(left: str, sign: str, right: str) -> bool:
    if sign in _NUMBERS:
        return _NUMBERS[sign](_number(left), _number(right))
    return (left != right) if sign == "!=" else (left == right)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as problem:
        raise _NoNumber(text) from problem


def _asks(shell: Shell, sign: str, word: str) -> bool:
    if sign in ("-z", "-n"):
        return bool(word) == (sign == "-n")
    path = shell.path(word)
    if sign == "-d":
        return is_directory(shell, path)
    if sign == "-s":
        return bool(shell.files.get(path))
    return path in shell.files or (sign == "-e" and is_directory(shell, path))


CONDITIONS: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "test": _test,
    "[": _test,
    "[[": _test,
}
