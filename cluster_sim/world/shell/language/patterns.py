"""Shell patterns (``*``, ``?``, ``[…]``): as regular expressions, and over the files of a lab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from cluster_sim.world.shell.limits import LONGEST_EXPANSION

# The pieces of a word: text, and whether it was quoted.
Piece = tuple[str, bool]
Children = Callable[[str], Iterable[str]]
MAGIC = "*?["
_STAR = "*"


class Pattern(NamedTuple):
    """What stands between the stars of a pattern, as regular expressions of fixed length."""

    segments: tuple[str, ...]

    def matches(self, text: str) -> bool:
        """Whether the whole text fits."""
        return self._expression(True).fullmatch(text) is not None

    def prefix(self, text: str, longest: bool) -> int | None:
        """How long the shortest or longest beginning is that fits; None when none does."""
        found = self._expression(longest).match(text)
        return None if found is None else found.end()

    def _expression(self, greedy: bool) -> re.Pattern[str]:
        # Between stars the earliest fit is as good as any, so nothing is ever tried twice:
        # the time grows with the length of the text only.
        first, *others = self.segments
        if not others:
            return re.compile(first, re.DOTALL)
        middle = "".join(f"(?>.*?{segment})" for segment in others[:-1])
        star = ".*" if greedy else ".*?"
        return re.compile(f"{first}{middle}{star}{others[-1]}", re.DOTALL)


@lru_cache(maxsize=256)
def compiled(pattern: tuple[Piece, ...], backwards: bool = False) -> Pattern:
    """The pattern ready to match, or its mirror image for texts read from their end."""
    steps = [step for text, quoted in pattern for step in _steps(text, quoted)]
    segments = [""]
    for step in reversed(steps) if backwards else steps:
        if step == _STAR:
            segments.append("")
        else:
            segments[-1] += step
    return Pattern(tuple(segments))


def replaced(text: str, pattern: Pattern, new: str, everywhere: bool) -> str:
    """The text with the first, or every, longest fit of the pattern made ``new``."""
    done, at = "", 0
    while at < len(text) and len(done) <= LONGEST_EXPANSION:
        length = pattern.prefix(text[at:], longest=True)
        if length:
            done, at = done + new, at + length
            if not everywhere:
                break
        else:
            done, at = done + text[at], at + 1
    return done + text[at:]


def _steps(text: str, quoted: bool) -> list[str]:
    if quoted:
        return [re.escape(character) for character in text]
    found, at = [], 0
    while at < len(text):
        step, at = _step(text, at)
        found.append(step)
    return found


def _step(text: str, at: int) -> tuple[str, int]:
    character = text[at]
    if character in "*?":
        return {"*": _STAR, "?": "."}[character], at + 1
    if character == "[":
        end = text.find("]", at + 2 + text.startswith(("[!", "[^"), at))
        if end > 0:
            inner = text[at + 1 : end]
            negated = inner[:1] in ("!", "^")
            members = _members(inner[negated:])
            return f"[{'^' if negated else ''}{members}]", end + 1
    return re.escape(character), at + 1


def _members(inner: str) -> str:
    found, at = "", 0
    while at < len(inner):
        if inner[at + 1 : at + 2] == "-" and at + 2 < len(inner) and inner[at] <= inner[at + 2]:
            found += f"{re.escape(inner[at])}-{re.escape(inner[at + 2])}"
            at += 3
        else:
            found += re.escape(inner[at])
            at += 1
    return found


def is_pattern(pieces: Iterable[Piece]) -> bool:
    """Whether any unquoted piece may stand for something else than itself."""
    return any(not quoted and any(c in text for c in MAGIC) for text, quoted in pieces)


def matching_paths(pieces: list[Piece], children: Children) -> list[str]:
    """The paths that a pattern stands for, in order; ``children`` names what a folder holds."""
    steps: list[list[Piece]] = [[]]
    for text, quoted in pieces:
        first, *others = text.split("/")
        steps[-1].append((first, quoted))
        steps.extend([(other, quoted)] for other in others)
    found = [""]
    for step in steps:
        plain = "".join(text for text, _ in step)
        found = [f"{path}{name}/" for path in found for name in _named(step, plain, path, children)]
    return sorted(path[:-1] for path in found if path)


def _named(step: list[Piece], plain: str, path: str, children: Children) -> list[str]:
    if not is_pattern(step):
        return [plain] if plain in ("", ".", "..") or plain in children(path) else []
    pattern = compiled(tuple(step))
    hidden = plain.startswith(".")
    return [n for n in children(path) if n.startswith(".") <= hidden and pattern.matches(n)]
