"""Command lines of the network's tools: options by name, and what else there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

Options = dict[str, list[str]]


def parse(
    argv: list[str], valued: Collection[str], same: Mapping[str, str] | None = None
) -> tuple[Options, list[str]]:
    """The values of each option (a switch has ""), and the other words.

    ``valued``: the options that take a value, short ones by their letter. ``same``: other names
    of options. Short switches may stand together, a short option's value directly behind it.
    """
    found: Options = {}
    rest: list[str] = []
    words = iter(argv[1:])
    for word in words:
        if word.startswith("--") and len(word) > 2:
            name, mark, value = word[2:].partition("=")
            name = (same or {}).get(name, name)
            if name in valued and not mark:
                value = next(words, "")
            found.setdefault(name, []).append(value)
        elif word.startswith("-") and len(word) > 1:
            _short(word[1:], words, valued, found)
        else:
            rest.append(word)
    return found, rest


def seconds(options: Options, *names: str) -> int | None:
    """The time in µs that the last of some options sets; None when none does."""
    for name in names:
        text = (options.get(name) or [""])[-1][:12].removesuffix("s")
        if text.replace(".", "", 1).isdecimal() and text.isascii():
            return int(float(text) * 1_000_000)
    return None


def _short(letters: str, words: Iterator[str], valued: Collection[str], found: Options) -> None:
    for place, letter in enumerate(letters):
        if letter not in valued:
            found.setdefault(letter, []).append("")
            continue
        value = letters[place + 1 :]
        if not value:
            value = next(words, "")
        found.setdefault(letter, []).append(value)
        return
