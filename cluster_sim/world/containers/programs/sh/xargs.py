"""``xargs``: a command with the words that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs.sh.effects import Effects
from cluster_sim.world.containers.programs.sh.input import everything
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SOME_FAILED = 123
_MOST_WORDS = 2_000
_LONGEST = 16_384
_TAKING = ("-n", "-I", "-P", "-L")


def xargs(shell: Shell, argv: list[str]) -> Effects:
    """``xargs [-n N] [-I MARK] [-r] [-t] COMMAND …``; -P and -L change nothing."""
    shell.now += SPAWN
    options, words = _options(argv[1:])
    count = options.get("-n", str(_MOST_WORDS))
    if not count.isdecimal() or not int(count[:6]):
        return (yield from failed(shell, f"xargs: invalid number '{count}'", 1))
    text = yield from everything(shell)
    status = 0
    before, shell.stdin, shell.piped = (shell.stdin, shell.piped), "", True
    try:
        for command in _commands(words or ["echo"], text, options, int(count[:6])):
            shell.steps += 1
            if (yield from shell.execute(command)):
                status = _SOME_FAILED
    finally:
        shell.stdin, shell.piped = before
    return status


def _options(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """What comes before the command, which is left."""
    found = {}
    while words and words[0].startswith("-"):
        name, value = words[0][:2], words[0][2:]
        words = words[1:]
        if name in _TAKING and not value:
            value, words = (words[0] if words else ""), words[1:]
        found[name] = value
    return found, words


def _commands(
    command: list[str], text: str, options: dict[str, str], count: int
) -> Iterator[list[str]]:
    mark = options.get("-I")
    if mark:
        for line in text.splitlines()[:_MOST_WORDS]:
            if line.strip():
                yield [word.replace(mark, line.strip())[:_LONGEST] for word in command]
        return
    words = [word.strip("'\"") for word in text.split()]
    if not words and "-r" not in options:
        yield command
    for start in range(0, len(words), count):
        yield [*command, *words[start : start + count]]
