"""Filters: what goes in comes out line by line, changed: rev, tac, uniq, cut, tr, base64 and sums.

Options are those of busybox that scripts use; of several files they read all.
"""

from __future__ import annotations

import base64 as base
import binascii
import hashlib
import re
from collections.abc import Callable, Generator

from cluster_sim.world.containers.programs.sh.effects import STDERR, Effect, Effects
from cluster_sim.world.containers.programs.sh.input import everything
from cluster_sim.world.containers.programs.sh.outputs import failed, say
from cluster_sim.world.containers.programs.sh.refusals import missing_text
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_RANGE = re.compile(r"(\d{0,6})(-?)(\d{0,6})")
_CLASSES = {
    "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "[:lower:]": "abcdefghijklmnopqrstuvwxyz",
    "[:digit:]": "0123456789",
    "[:space:]": " \t\n\r\v\f",
}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}

Filter = Callable[[list[str]], list[str]]


def _read(shell: Shell, tool: str, names: list[str]) -> Generator[Effect, None, str | None]:
    """The text of all files, or what is piped; None when a file is not there, which is told."""
    texts = []
    for name in names:
        text = (yield from everything(shell)) if name == "-" else shell.files.get(shell.path(name))
        if text is None:
            yield Effect(shell.now, STDERR, "", missing_text(shell, tool, name) + "\n")
            return None
        texts.append(text)
    return "".join(texts) if names else (yield from everything(shell))


def _by_lines(change: Filter) -> Callable[[Shell, list[str]], Effects]:
    """A tool without options that changes the lines as a whole."""

    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        text = yield from _read(shell, argv[0], [w for w in argv[1:] if w == "-" or w[:1] != "-"])
        if text is None:
            return 1
        lines = change(text.splitlines())
        return (yield from say(shell, "".join(f"{line}\n" for line in lines), ""))

    return command


def _uniq(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options = "".join(word[1:] for word in argv[1:] if word.startswith("-"))
    text = yield from _read(shell, "uniq", [w for w in argv[1:] if not w.startswith("-")])
    if text is None:
        return 1
    runs: list[tuple[str, int]] = []
    for line in text.splitlines():
        same = runs and runs[-1][0] == line
        runs[-1:] = [(line, runs[-1][1] + 1)] if same else [*runs[-1:], (line, 1)]
    chosen = [run for run in runs if _is_wanted(run[1], options)]
    form = "{1:7d} {0}\n" if "c" in options else "{0}\n"
    return (yield from say(shell, "".join(form.format(*run) for run in chosen), ""))


def _is_wanted(count: int, options: str) -> bool:
    return not ("d" in options and count == 1) and not ("u" in options and count > 1)


def _cut(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    values, names = _valued(argv[1:], "dfcb")
    where = values.get("f") or values.get("c") or values.get("b")
    if not where:
        return (yield from failed(shell, "cut: expected a list of bytes, characters, or fields", 1))
    text = yield from _read(shell, "cut", names)
    if text is None:
        return 1
    mark = values.get("d", "\t") if "f" in values else ""
    lines = (_picked(line, where, mark) for line in text.splitlines())
    return (yield from say(shell, "".join(f"{line}\n" for line in lines), ""))


def _valued(words: list[str], known: str) -> tuple[dict[str, str], list[str]]:
    """Options with a value, ``-d:`` or ``-d :``, and the other words."""
    values, names, rest = dict[str, str](), list[str](), iter(words)
    for word in rest:
        if len(word) > 1 and word[0] == "-" and word[1] in known:
            values[word[1]] = word[2:] or next(rest, "")
        elif word == "-" or not word.startswith("-"):
            names.append(word)
    return values, names


def _picked(line: str, where: str, mark: str) -> str:
    if mark and mark not in line:
        return line
    parts = line.split(mark) if mark else list(line)
    chosen = [part for number, part in enumerate(parts, 1) if _is_in(number, where)]
    return mark.join(chosen)


def _is_in(number: int, where: str) -> bool:
    for each in where.split(","):
        match = _RANGE.fullmatch(each)
        if match is not None:
            first, dash, last = match.groups()
            least = int(first or 1)
            most = int(last) if last else (1 << 30 if dash else least)
            if least <= number <= most:
                return True
    return False


def _tr(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    options = "".join(w[1:] for w in argv[1:] if len(w) > 1 and w[0] == "-")
    sets = [_set(word) for word in argv[1:] if not (len(word) > 1 and word[0] == "-")]
    if not sets:
        return (yield from failed(shell, "tr: missing operand", 1))
    text = yield from everything(shell)
    if "d" in options:
        return (yield from say(shell, "".join(c for c in text if c not in sets[0]), ""))
    if len(sets) > 1 and sets[1]:
        other = sets[1].ljust(len(sets[0]), sets[1][-1])
        text = text.translate(dict(zip(map(ord, sets[0]), other, strict=False)))
    if "s" in options:
        text = re.sub(f"([{re.escape(sets[-1])}])\\1+", r"\1", text)
    return (yield from say(shell, text, ""))


def _set(word: str) -> str:
    """The characters that a set stands for: classes, ranges and escapes."""
    for name, letters in _CLASSES.items():
        word = word.replace(name, letters)
    word = re.sub(r"\\([ntr\\])", lambda match: _ESCAPED[match[1]], word)
    return re.sub(r"(.)-(.)", _spread, word, flags=re.DOTALL)


def _spread(match: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1)))


def _base64(shell: Shell, argv: list[str]) -> Effects:
    shell.now += SPAWN
    values, names = _valued(argv[1:], "w")
    text = yield from _read(shell, "base64", names)
    if text is None:
        return 1
    if any(word in ("-d", "-D", "--decode") for word in argv[1:]):
        try:
            plain = base.b64decode("".join(text.split()), validate=True)
        except binascii.Error:
            return (yield from failed(shell, "base64: invalid input", 1))
        return (yield from say(shell, plain.decode("utf-8", "replace"), ""))
    made, width = base.b64encode(text.encode()).decode(), int(values.get("w") or 76)
    lines = [made[at : at + width] for at in range(0, len(made), width)] if width else [made]
    return (yield from say(shell, "\n".join(lines), "\n" if width else ""))


def _sum(name: str) -> Callable[[Shell, list[str]], Effects]:
    def command(shell: Shell, argv: list[str]) -> Effects:
        shell.now += SPAWN
        for file in [word for word in argv[1:] if not word.startswith("-")] or ["-"]:
            text = yield from _read(shell, argv[0], [file])
            if text is None:
                return 1
            yield from say(shell, f"{hashlib.new(name, text.encode()).hexdigest()}  {file}")
        return 0

    return command


FILTERS: dict[str, Callable[[Shell, list[str]], Effects]] = {
    "rev": _by_lines(lambda lines: [line[::-1] for line in lines]),
    "tac": _by_lines(lambda lines: lines[::-1]),
    "uniq": _uniq,
    "cut": _cut,
    "tr": _tr,
    "base64": _base64,
    "md5sum": _sum("md5"),
    "sha1sum": _sum("sha1"),
    "sha256sum": _sum("sha256"),
}
