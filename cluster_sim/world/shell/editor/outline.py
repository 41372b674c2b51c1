"""Where a place of an unfinished YAML text lies: the keys above it, those beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cluster_sim.world.shell.kubectl.schema_fields import ITEM

# Dashes of list items, a key, what follows its colon.
_LINE: Final = re.compile(r"(?P<indent> *)(?P<dashes>(?:-\s+)*(?:-$)?)(?P<rest>.*)")
_KEY: Final = re.compile(r"[\"']?(?P<key>[^\s\"':#{}\[\],&*!|>%@`-][^:#]*?)[\"']?\s*:(?=\s|$)")
_BLOCK: Final = re.compile(r":\s*[|>][-+0-9]*\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A cursor in a text.

    path: keys from the root, ``[]`` for an item of a list; key: the key whose value is being
    written, None when it is a key; typed: the beginning of the word, which starts at ``column``;
    siblings: keys that the same map has already.
    """

    line: int
    column: int
    path: tuple[str, ...]
    key: str | None
    typed: str
    siblings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart; ``dashes`` are the columns of its dashes, ``at`` that of the rest."""

    dashes: tuple[int, ...]
    at: int
    key: str | None
    rest: str


def document(lines: list[str], line: int) -> tuple[int, int]:
    """The first line of the document around ``line``, and the one after its last."""
    first = line
    while first > 0 and not lines[first - 1].startswith("---"):
        first -= 1
    last = line + 1
    while last < len(lines) and not lines[last].startswith("---"):
        last += 1
    return first, last


def place(lines: list[str], line: int, column: int) -> Place | None:
    """What is written at the cursor, None inside a comment or a text of several lines."""
    before = lines[line][:column]
    if "\t" in before or before.lstrip().startswith("#") or " #" in before:
        return None
    taken = _take(before)
    first, last = document(lines, line)
    key, typed, start = None, taken.rest, taken.at
    if taken.key is not None:
        value = taken.rest[taken.rest.index(":") + 1 :]
        if not value[:1].isspace():
            return None
        key, typed = taken.key, value.lstrip().lstrip("\"'")
        start = column - len(typed)
    path = _path(lines, first, line, taken)
    if path is None:
        return None
    siblings = _siblings(lines, first, last, line, taken)
    return Place(line, start, path, key, typed, siblings)


def _take(text: str) -> _Line:
    found = _LINE.match(text)
    assert found is not None, "the pattern fits every line"
    dashes = tuple(
        found.start("dashes") + at for at, char in enumerate(found["dashes"]) if char == "-"
    )
    key = _KEY.match(found["rest"])
    return _Line(dashes, found.start("rest"), key["key"] if key else None, found["rest"])


def _path(lines: list[str], first: int, line: int, taken: _Line) -> tuple[str, ...] | None:
    """The keys above, from the root; None inside a text of several lines."""
    path: list[str] = [ITEM] * len(taken.dashes)
    # Keys at this column or before it hold what was met so far; a list may stand under its key.
    limit, in_list = (taken.dashes[0], True) if taken.dashes else (taken.at, False)
    for number in range(line - 1, first - 1, -1):
        above = _take(lines[number])
        if (not above.rest.strip() and not above.dashes) or above.rest.startswith("#"):
            continue
        if above.key is not None and (above.at < limit or (in_list and above.at == limit)):
            if _BLOCK.search(lines[number]):
                return None
            path.append(above.key)
            limit, in_list = above.at, False
        for dash in reversed(above.dashes):
            if dash < limit:
                path.append(ITEM)
                limit, in_list = dash, True
        if limit == 0 and not in_list:
            break
    return tuple(reversed(path))


def _siblings(lines: list[str], first: int, last: int, line: int, taken: _Line) -> tuple[str, ...]:
    """The keys of the map that the line belongs to, but for its own."""
    found: list[str] = []
    for number in range(line - 1, first - 1, -1):
        if taken.dashes or _adds(found, lines[number], taken.at, backwards=True):
            break
    for number in range(line + 1, last):
        if _adds(found, lines[number], taken.at, backwards=False):
            break
    return tuple(found)


def _adds(found: list[str], text: str, column: int, backwards: bool) -> bool:
    """Note the key of a line when it stands at the column; True when the map ends there."""
    each = _take(text)
    if not text.strip() or each.rest.startswith("#"):
        return False
    start = each.dashes[0] if each.dashes else each.at
    if each.at == column and each.key is not None:
        if not each.dashes:
            found.append(each.key)
        elif backwards:
            found.append(each.key)
            return True
    return start < column
