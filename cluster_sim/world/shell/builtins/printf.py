"""``printf``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.builtins.echo import printed
from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language.escapes import unescaped
from cluster_sim.world.shell.limits import MOST_OUTPUT

_DIRECTIVE = re.compile(r"%([-+ 0#]*)(\d{1,4}|\*)?(?:\.(\d{1,4}))?([a-zA-Z%])")
_MOST_ROUNDS = 10_000


def printf(shell: Shell, arguments: list[str]) -> int:
    """``printf FORMAT [ARGUMENT …]``: the format again and again until the arguments are used."""
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        shell.complain("printf: usage: printf [-v var] format [arguments]\n")
        return 2
    text, status = "", 0
    left = arguments[1:]
    for _ in range(_MOST_ROUNDS):
        before = len(left)
        text += _once(shell, arguments[0], left)
        if not left or len(left) == before or len(text) > MOST_OUTPUT:
            break
    return printed(shell, "printf", text) or status


def _once(shell: Shell, template: str, left: list[str]) -> str:
    found, at = "", 0
    for match in _DIRECTIVE.finditer(template):
        found += unescaped(template[at : match.start()])[0] + _formatted(shell, match, left)
        at = match.end()
    return found + unescaped(template[at:])[0]


def _formatted(shell: Shell, match: re.Match[str], left: list[str]) -> str:
    flags, width, precision, kind = match.groups()
    if kind == "%":
        return "%"
    if width == "*":
        width = left.pop(0)[:4] if left else ""
    argument = left.pop(0) if left else ""
    left_aligned = "-" in flags
    text = _converted(shell, kind, argument, flags, precision)
    size = int(width) if width and width.isdigit() else 0
    if "0" in flags and not left_aligned and kind in "dixXouf":
        return text.zfill(size)
    return text.ljust(size) if left_aligned else text.rjust(size)


def _converted(shell: Shell, kind: str, argument: str, flags: str, precision: str | None) -> str:
    match kind:
        case "s":
            return argument if precision is None else argument[: int(precision)]
        case "b":
            return unescaped(argument)[0]
        case "q":
            return argument
        case "c":
            return argument[:1]
        case "d" | "i" | "u":
            sign = "+" if "+" in flags else ""
            return format(int(_number(shell, argument)), f"{sign}d")
        case "x" | "X" | "o":
            return format(int(_number(shell, argument)), kind)
        case "f" | "e" | "g":
            return format(_number(shell, argument), f".{precision or 6}{kind}")
    shell.complain(f"bash: printf: `{kind}': invalid format character\n")
    return ""


def _number(shell: Shell, argument: str) -> float:
    if argument[:1] in ("'", '"') and len(argument) > 1:
        return ord(argument[1])
    try:
        return int(argument[:40] or "0", 0)
    except ValueError:
        pass
    try:
        value = float(argument[:40])
        if abs(value) < 1e300:
            return value
    except ValueError:
        pass
    shell.complain(f"bash: printf: {argument}: invalid number\n")
    return 0
