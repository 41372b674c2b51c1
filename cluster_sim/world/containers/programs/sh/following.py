"""``head`` and ``tail``, the latter also as it follows a file that grows."""

from __future__ import annotations

from cluster_sim.world.containers.programs.sh.effects import PAUSE, STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.refusals import missing_text
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

# tail looks at its files once a second; where nothing is known to come it is left alone for long.
_LOOK = 1_000_000
_LONG = 3600 * _LOOK
_USUAL, _ALL = 10, 1 << 40


def head(shell: Shell, argv: list[str]) -> Effects:
    """The first lines, or with -c the first bytes."""
    return (yield from _part(shell, argv, True))


def tail(shell: Shell, argv: list[str]) -> Effects:
    """The last lines; with -f or -F also those that come."""
    return (yield from _part(shell, argv, False))


def _part(shell: Shell, argv: list[str], first: bool) -> Effects:
    shell.now += SPAWN
    count, unit, follows, names = _read(argv)
    follows = follows and not first
    if not names:
        yield Effect(shell.now, STDOUT, "", _cut(shell.stdin, count, unit, first))
        return 0
    status = 0
    for name in names:
        text = "" if name == "/dev/null" else shell.files.get(shell.path(name))
        if text is None:
            status = 1
            yield Effect(shell.now, STDERR, "", missing_text(shell, argv[0], name) + "\n")
            continue
        if len(names) > 1:
            yield Effect(shell.now, STDOUT, "", f"==> {name} <==\n")
        yield Effect(shell.now, STDOUT, "", _cut(text, count, unit, first))
    if follows and names and (not status or any("F" in w for w in argv[1:] if w[:1] == "-")):
        shell.endless = True
        yield from _follow(shell, shell.path(names[-1]))
    return status


def _follow(shell: Shell, path: str) -> Effects:
    known = shell.files.get(path, "")
    while True:
        change = shell.next_write(shell.now)
        wait = _LONG if change is None else max(-(-(change - shell.now) // _LOOK), 1) * _LOOK
        until = shell.now + min(wait, _LONG)
        yield Effect(shell.now, PAUSE, "", None, until)
        shell.now = until
        yield from shell.catch_up()
        text = shell.files.get(path, "")
        if text != known:
            yield Effect(shell.now, STDOUT, "", _added(known, text))
            known = text


def _added(before: str, after: str) -> str:
    """What was appended; all of it where the file was written anew."""
    if after.startswith(before):
        return after[len(before) :]
    # A file that is cut at its front has its newest part in common with what was seen.
    for length in range(min(len(before), len(after)), 0, -1):
        if before.endswith(after[:length]):
            return after[length:]
    return after


def _read(argv: list[str]) -> tuple[int, str, bool, list[str]]:
    count, unit, follows, names = _USUAL, "n", False, list[str]()
    words = iter(argv[1:])
    for word in words:
        if word in ("-n", "-c"):
            unit, count = word[1], _number(next(words, ""))
        elif word.startswith("-") and word.lstrip("-nc+").isdigit():
            unit, count = "c" if word.startswith("-c") else "n", _number(word.lstrip("-nc"))
        elif word.startswith("-") and len(word) > 1:
            follows = follows or "f" in word.lower()
        else:
            names.append(word)
    return count, unit, follows, names


def _number(text: str) -> int:
    """How many; ``+1`` means all from the first on."""
    if text.startswith("+"):
        return _ALL
    digits = text.lstrip("-")
    return int(digits) if digits.isdigit() else _USUAL


def _cut(text: str, count: int, unit: str, first: bool) -> str:
    if unit == "c":
        return text[:count] if first else text[len(text) - min(count, len(text)) :]
    lines = text.splitlines(keepends=True)
    return "".join(lines[:count] if first else lines[len(lines) - min(count, len(lines)) :])
