"""What a shell puts in the place of $NAME, ${NAME:-other}, $(command) and $((sum))."""

from __future__ import annotations

import re
from collections.abc import Generator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.sh import sums
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Exit
from cluster_sim.world.containers.programs.sh.folders import children
from cluster_sim.world.containers.programs.sh.words import Part, Token

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell

LONGEST_VALUE = 16_384
_DEEPEST_SUBSTITUTION = 10


def expand(shell: Shell, words: tuple[Token, ...]) -> Generator[Effect, None, list[str]]:
    """The arguments that words become: expanded, then split where they were not quoted."""
    found: list[str] = []
    for word in words:
        fields: list[str | None] = [None]
        for part in word.parts:
            text = yield from _expanded(shell, part)
            if part.quoted or part.kind == "text":
                fields[-1] = (fields[-1] or "") + text
                continue
            pieces = text.split()
            if pieces:
                fields[-1] = (fields[-1] or "") + pieces[0]
                fields.extend(pieces[1:])
        texts = [field for field in fields if field is not None]
        found.extend(_matching(shell, texts) if _is_pattern(word) else texts)
    return found


def _is_pattern(word: Token) -> bool:
    """Whether the word stands for the names of files, as ``*.conf`` does."""
    return any(
        not part.quoted and part.kind == "text" and any(sign in part.text for sign in "*?")
        for part in word.parts
    )


def _matching(shell: Shell, patterns: list[str]) -> list[str]:
    """The names that each pattern fits, in order; the pattern itself where none does."""
    found = []
    for pattern in patterns:
        folder, slash, last = pattern.rpartition("/")
        names = children(shell, shell.path(folder or ("/" if slash else ".")))
        shown = [name for name in names if not name.startswith(".") or last.startswith(".")]
        fits = [f"{folder}{slash}{name}" for name in shown if fnmatchcase(name, last)]
        found.extend(fits or [pattern])
    return found


def joined(shell: Shell, word: Token) -> Generator[Effect, None, str]:
    """A word as one text, expanded and not split."""
    texts = []
    for part in word.parts:
        texts.append((yield from _expanded(shell, part)))
    return "".join(texts)


def fits(shell: Shell, text: str, word: Token) -> Generator[Effect, None, bool]:
    """Whether a text is what a word stands for as a pattern; what is quoted there is itself."""
    pattern = ""
    for part in word.parts:
        piece = yield from _expanded(shell, part)
        pattern += re.sub(r"[*?[]", r"[\g<0>]", piece) if part.quoted else piece
    return fnmatchcase(text, pattern)


def _expanded(shell: Shell, part: Part) -> Generator[Effect, None, str]:
    if part.kind == "variable":
        return _variable(shell, part.text)
    if part.kind == "sum":
        try:
            return str(sums.value(part.text, shell.variables))
        except sums.SumError as problem:
            yield Effect(shell.now, STDERR, "", f"{problem}\n")
            raise Exit(2) from problem
    if part.kind == "command":
        return (yield from _substituted(shell, part.text))
    return part.text


def _substituted(shell: Shell, script: str) -> Generator[Effect, None, str]:
    if shell.depth >= _DEEPEST_SUBSTITUTION:
        return ""
    shell.depth += 1
    texts = []
    effects = shell.run_script(script)
    try:
        for effect in effects:
            if effect.kind == STDOUT:
                texts.append(effect.text or "")
            else:
                yield effect
    except Exit as end:
        shell.status = end.code
    shell.depth -= 1
    return "".join(texts).rstrip("\n")[:LONGEST_VALUE]


def _element(shell: Shell, name: str, place: str, counted: bool) -> str:
    """An element of an array of bash, all of them, or how many there are."""
    if place in ("@", "*"):
        start = f"{name}["
        found = [value for key, value in shell.variables.items() if key.startswith(start)]
        return str(len(found)) if counted else " ".join(found)
    try:
        number = sums.value(place, shell.variables)
    except sums.SumError:
        return ""
    value = shell.variables.get(f"{name}[{number}]", "")
    return str(len(value)) if counted else value


def _variable(shell: Shell, text: str) -> str:
    array = re.fullmatch(r"(#?)(\w+)\[([^]]+)\]", text)
    if array is not None:
        return _element(shell, array[2], array[3], bool(array[1]))
    match = re.fullmatch(r"(\w+|[?$#@*!])(?:(:?[-=+])(.*))?", text, re.DOTALL)
    if match is None:
        return ""
    name, rule, other = match.groups()
    value = _value(shell, name)
    if rule is None:
        return value
    if rule.endswith("+"):
        return (other or "") if value else ""
    if not value and rule.endswith("="):
        shell.variables[name] = other or ""
    return value or other or ""


def _value(shell: Shell, name: str) -> str:
    if name == "?":
        return str(shell.status)
    if name == "$":
        return "1"
    if name in ("@", "*"):
        return " ".join(shell.positional[1:])
    if name == "#":
        return str(max(len(shell.positional) - 1, 0))
    if name.isdigit():
        number = int(name)
        return shell.positional[number] if number < len(shell.positional) else ""
    if name == "RANDOM":
        return str((shell.now // 1000 * 2654435761) >> 7 & 32767)
    return shell.variables.get(name, shell.variables.get(f"{name}[0]", ""))
