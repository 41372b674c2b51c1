"""One repository of a registry: what its images run and weigh, and which of them exist."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A repository: the program its images run, their sizes in bytes, and the tags that exist.

    A tag exists when it is ``latest``, one of ``tags`` (words), or a version ``N[.N[.N]]`` whose
    start is one of ``series`` (words), with a match of one of ``variants`` behind it. ``small``
    holds the sizes of the ``-alpine`` variant.
    """

    program: str
    compressed: int
    unpacked: int
    series: str = ""
    tags: str = ""
    variants: tuple[str, ...] = ()
    small: tuple[int, int] = (0, 0)
    base: str = "debian"
    latest: bool = True

    def has(self, tag: str) -> bool:
        """Whether the registry has an image of that tag."""
        if tag == "latest":
            return self.latest
        if tag in self.tags.split():
            return True
        version, dash, variant = tag.removeprefix("v").partition("-")
        if dash and not any(re.fullmatch(known, variant) for known in self.variants):
            return False
        return any(_in_series(version, series) for series in self.series.split())


def _in_series(version: str, series: str) -> bool:
    """``1.27`` has 1.27 and 1.27.0 to 1.27.39; ``1`` has 1.0 to 1.39, and 1.0.0 to 1.39.39."""
    if version == series:
        return True
    if not version.startswith(f"{series}."):
        return False
    parts = version[len(series) + 1 :].split(".")
    if len(parts) > 3 - len(series.split(".")) or not all(p.isdigit() for p in parts):
        return False
    return all(int(part) < 40 and str(int(part)) == part for part in parts)
