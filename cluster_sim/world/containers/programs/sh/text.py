"""Tools that work on text: echo, printf, seq, grep, wc, sort, expr, tr, basename."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator

from cluster_sim.world.containers.programs.sh import sums
from cluster_sim.world.containers.programs.sh.effects import Effect, Effects
from cluster_sim.world.containers.programs.sh.input import everything
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.shell import BUILTIN, SPAWN, Shell

_MOST_NUMBERS = 100_000
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\"}


def unescaped(text: str) -> str:
    """The text with the line ends and tabs that backslashes stand for."""
    return re.sub(r"\\[ntr\\]", lambda match: _ESCAPES[match.group()], text)


def _echo(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    words, end, escapes = argv[1:], "\n", False
    while words and re.fullmatch(r"-[neE]+", words[0]):
        end = "" if "n" in words[0] else end
        escapes = escapes or "e" in words[0]
        words = words[1:]
    text = " ".join(words)
    return (yield from say(shell, unescaped(text) if escapes else text, end))


def _printf(shell: Shell, argv: list[str]) -> Effects:
    shell.now += BUILTIN
    if len(argv) < 2:
        return (yield from failed(shell, "printf: usage: printf FORMAT [ARGUMENT...]", 1))
    values = iter(argv[2:])

    def filled(match: re.Match[str]) -> str:
        return "%" if match.group() == "%%" else next(values, "")

    text = re.sub(r"%%|%-?\d*(?:\.\d+)?[sdfixc]", filled, unescaped(argv[1]))
    return (yield from say(shell, text, ""))


def _seq(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    try:
        numbers = [int(word) for word in argv[1:4]]
    except ValueError:
        return (yield from failed(shell, f"seq: invalid number '{argv[1]}'", 1))
    first, step, last = 1, 1, 0
    if len(numbers) == 1:
        last = numbers[0]
    elif len(numbers) == 2:
        first, last = numbers
    elif numbers:
        first, step, last = numbers
    found = range(first, last + (1 if step > 0 else -1), step or 1)[:_MOST_NUMBERS]
    text = "".join(f"{number}\n" for number in found)
    return (yield from say(shell, text, ""))


def _input(shell: Shell, names: list[str]) -> Generator[Effect, None, str]:
    if names:
        return "".join(shell.files.get(shell.path(name), "") for name in names)
    return (yield from everything(shell))


def _grep(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options = "".join(word[1:] for word in argv[1:] if word.startswith("-"))
    words = [word for word in argv[1:] if not word.startswith("-")]
    if not words:
        return (yield from failed(shell, "grep: no pattern", 2))
    wanted, lines = words[0], (yield from _input(shell, words[1:])).splitlines()
    if "i" in options:
        wanted = wanted.lower()
    found = [
        line
        for line in lines
        if (wanted in (line.lower() if "i" in options else line)) != ("v" in options)
    ]
    if "c" in options:
        return (yield from say(shell, str(len(found))))
    if found and "q" not in options:
        yield from say(shell, "\n".join(found))
    return 0 if found else 1


def _wc(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    text = yield from _input(shell, [word for word in argv[1:] if not word.startswith("-")])
    counts = {"-l": text.count("\n"), "-w": len(text.split()), "-c": len(text)}
    chosen = [str(counts[word]) for word in argv[1:] if word in counts]
    return (yield from say(shell, " ".join(chosen or [str(n) for n in counts.values()])))


def _sort(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    text = yield from _input(shell, [word for word in argv[1:] if not word.startswith("-")])
    lines = sorted(text.splitlines(), reverse="-r" in argv)
    return (yield from say(shell, "".join(f"{line}\n" for line in lines), ""))


def _expr(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    try:
        number = sums.value(" ".join(argv[1:]).replace(" = ", " == "), {})
    except sums.SumError:
        return (yield from failed(shell, "expr: syntax error", 2))
    yield from say(shell, str(number))
    return 0 if number else 1


def _basename(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    return (yield from say(shell, argv[1].rstrip("/").rpartition("/")[2] if argv[1:] else ""))


TEXT: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "echo": _echo,
    "printf": _printf,
    "seq": _seq,
    "grep": _grep,
    "wc": _wc,
    "sort": _sort,
    "expr": _expr,
    "basename": _basename,
}
