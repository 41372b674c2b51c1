"""Completion indexes of Indexed Jobs: where a pod keeps its own, and sets of them as text.

pkg/controller/job/indexed_job_utils.go
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from cluster_sim.world.kube.api.resource import Object

INDEX: Final = "batch.kubernetes.io/job-completion-index"
UNKNOWN: Final = -1

Indexes = frozenset[int]


def index_of(pod: Object) -> int:
    """The pod's completion index, UNKNOWN when it has none."""
    text = (pod["metadata"].get("annotations") or {}).get(INDEX, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else UNKNOWN


def indexes_of(pods: Iterable[Object]) -> Indexes:
    """The completion indexes of some pods."""
    return frozenset(found for found in map(index_of, pods) if found != UNKNOWN)


def written(indexes: Indexes) -> str:
    """``0,2-4``: neighbours are joined, two of them by a comma, more by a hyphen."""
    return ",".join(_span(first, last) for first, last in _spans(sorted(indexes)))


def read(text: str | None, completions: int) -> Indexes:
    """The indexes of such a text, those below ``completions``."""
    found: list[int] = []
    for part in (text or "").split(","):
        first, _, last = part.partition("-")
        if first:
            found.extend(range(int(first), min(int(last or first) + 1, completions)))
    return frozenset(found)


def first_missing(taken: Indexes, count: int, completions: int) -> list[int]:
    """The ``count`` lowest indexes below ``completions`` that are not taken."""
    missing: list[int] = []
    for index in range(completions):
        if len(missing) == count:
            break
        if index not in taken:
            missing.append(index)
    return missing


def _span(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first},{last}" if last == first + 1 else f"{first}-{last}"


def _spans(ordered: list[int]) -> Iterator[tuple[int, int]]:
    if not ordered:
        return
    first = ordered[0]
    for before, after in pairwise(ordered):
        if after != before + 1:
            yield first, before
            first = after
    yield first, ordered[-1]
