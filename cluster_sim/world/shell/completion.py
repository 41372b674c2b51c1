"""What Tab offers in a terminal: commands, files, variables, and what kubectl itself offers."""

from __future__ import annotations

import re

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import files, paths, programs
from cluster_sim.world.shell.builtins.table import BUILTINS
from cluster_sim.world.shell.jobs.session import MEMORY, ROOT
from cluster_sim.world.shell.kubectl import completion as kubectl
from cluster_sim.world.shell.language.nodes import RESERVED

# What a new command may come after, and what an option's file is asked with.
_SEPARATOR = re.compile(r"\|\||&&|[|;(]|\$\(|\b(?:do|then|else|if|while|until)\s|!\s")
_WORD = re.compile(r"(?:[^\s'\"\\|;&<>()]|\\.|'[^']*'?|\"(?:[^\"\\]|\\.)*\"?)+")
_WRAPPERS = ("watch", "xargs", "timeout", "env", "time")
_FILE_FLAGS = ("-f", "--filename", "--from-file", "--from-env-file", "-k")


def complete(world: World, terminal: str, text: str, cursor: int) -> tuple[int, list[str]]:
    """(where the word at ``cursor`` begins, what may stand there instead), sorted."""
    before = text[: max(0, cursor)]
    command = _SEPARATOR.split(before)[-1]
    words = [match.group() for match in _WORD.finditer(command)]
    last = words.pop() if words and not command[-1:].isspace() else ""
    start = len(before) - len(last)
    folder, aliases = _shell(world, terminal)
    words = _unwrapped(_without_assignments(words), aliases)
    if re.search(r"[<>]\s*$", command[: len(command) - len(last)]):
        return _files(world, folder, last, start)
    if last.startswith("$") and last[1:].isidentifier() | (last == "$"):
        return start, _variables(world, terminal, last)
    if not words:
        return start, _commands(last, aliases)
    if words[0] == "kubectl":
        return _kubectl(world, words[1:], last, folder, start)
    return _files(world, folder, last, start)


def _shell(world: World, terminal: str) -> tuple[str, dict[str, str]]:
    kept = world.memory.get(MEMORY, {}).get(terminal)
    if kept is None:
        return "", {"k": "kubectl"}
    root = kept["tasks"][ROOT]
    return root["cwd"], root["aliases"]


def _without_assignments(words: list[str]) -> list[str]:
    while words and re.match(r"[A-Za-z_]\w*=", words[0]):
        words = words[1:]
    return words


def _unwrapped(words: list[str], aliases: dict[str, str]) -> list[str]:
    """The words of the command itself: behind ``watch -n 5`` and the like, aliases resolved."""
    while words and words[0] in _WRAPPERS:
        rest = words[1:]
        while rest and (rest[0].startswith("-") or rest[0][:1].isdigit()):
            rest = rest[1:]
        words = rest
    return [*aliases[words[0]].split(), *words[1:]] if words and words[0] in aliases else words


def _commands(last: str, aliases: dict[str, str]) -> list[str]:
    names = (*programs.PROGRAMS, *BUILTINS, *aliases, *RESERVED)
    return sorted({name for name in names if name.startswith(last) and name[0].isalpha()})


def _variables(world: World, terminal: str, last: str) -> list[str]:
    kept = world.memory.get(MEMORY, {}).get(terminal)
    own = kept["tasks"][ROOT]["vars"] if kept else {}
    names = (f"${name}" for name in (*own, "HOME", "PWD", "RANDOM", "USER"))
    return sorted({name for name in names if name.startswith(last)})


def _kubectl(
    world: World, words: list[str], last: str, folder: str, start: int
) -> tuple[int, list[str]]:
    option, equals, value = last.partition("=")
    if equals and option in _FILE_FLAGS:
        return _files(world, folder, value, start + len(option) + 1)
    if words and words[-1] in _FILE_FLAGS:
        return _files(world, folder, last, start)
    offered = kubectl.complete(world, words, last)
    return (start, offered) if offered else _files(world, folder, last, start)


def _files(world: World, folder: str, last: str, start: int) -> tuple[int, list[str]]:
    """Files and folders that begin so, a folder with its slash."""
    typed = last.lstrip("'\"").replace("\\", "")
    above, slash, beginning = typed.rpartition("/")
    try:
        place = paths.resolve(folder, above.replace("~", paths.HOME, 1) if slash else ".")
    except paths.Outside:
        return start, []
    found = [
        f"{above}{slash}{_escaped(name)}{'' if file else '/'}"
        for name, file in files.children(world, place).items()
        if name.startswith(beginning) and (beginning or not name.startswith("."))
    ]
    return start, found


def _escaped(name: str) -> str:
    return re.sub(r"([\s'\"\\$&|;<>()*?`#!])", r"\\\1", name)
