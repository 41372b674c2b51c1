"""``test`` and ``[`` (POSIX test: by the number of arguments, then precedence)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.jobs.shell import Shell

_NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda a, b: a == b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}
_FILES = ("-e", "-f", "-d", "-s", "-r", "-w", "-x")


class TestFault(ValueError):
    """An expression that is none; bash's own words."""


def bracket(shell: Shell, arguments: list[str]) -> int:
    """``[ EXPRESSION ]``."""
    if arguments[-1:] != ["]"]:
        shell.complain("bash: [: missing `]'\n")
        return 2
    return _answer(shell, "[", arguments[:-1])


def test(shell: Shell, arguments: list[str]) -> int:
    """``test EXPRESSION``."""
    return _answer(shell, "test", arguments)


def _answer(shell: Shell, name: str, arguments: list[str]) -> int:
    try:
        return int(not _either(shell, arguments))
    except TestFault as fault:
        shell.complain(f"bash: {name}: {fault}\n")
        return 2


def _either(shell: Shell, arguments: list[str]) -> bool:
    if len(arguments) > 4:
        for operator, joined in (("-o", any), ("-a", all)):
            if operator in arguments[1:-1]:
                at = arguments.index(operator, 1)
                sides = (arguments[:at], arguments[at + 1 :])
                return joined([_either(shell, side) for side in sides])
    return _one(shell, arguments)


def _one(shell: Shell, arguments: list[str]) -> bool:
    if arguments[:1] == ["!"] and len(arguments) > 1:
        return not _one(shell, arguments[1:])
    match arguments:
        case []:
            return False
        case [text]:
            return bool(text)
        case [operator, text]:
            return _unary(shell, operator, text)
        case [left, operator, right]:
            return _binary(left, operator, right)
    raise TestFault("too many arguments")


def _unary(shell: Shell, operator: str, text: str) -> bool:
    if operator in ("-n", "-z"):
        return bool(text) == (operator == "-n")
    if operator == "-v":
        return shell.get(text) is not None
    if operator not in _FILES:
        raise TestFault(f"{operator}: unary operator expected")
    try:
        path = paths.resolve(shell.cwd, text)
    except paths.Outside:
        return False
    folder = files.is_folder(shell.world, path)
    found = files.read(shell.world, path)
    if operator in ("-d", "-x"):
        return folder
    if operator == "-s":
        return folder or bool(found)
    return found is not None or (folder and operator != "-f")


def _binary(left: str, operator: str, right: str) -> bool:
    if operator in _TEXTS:
        return _TEXTS[operator](left, right)
    if operator in _NUMBERS:
        return _NUMBERS[operator](_whole(left), _whole(right))
    raise TestFault(f"{operator}: binary operator expected")


def _whole(text: str) -> int:
    digits = text.strip().lstrip("+-")
    if not digits.isdecimal() or len(text) > 40:
        raise TestFault(f"{text}: integer expression expected")
    return int(text)
