"""How much room the history of a lab takes in memory, about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from cluster_sim.world.kernel.history import Change

# Below this size as JSON an object counts whole: looking at what it shares would cost more.
_SMALL = 8 * 1024
# Bytes in CPython, 64 bits, about: an entry of a dict or a list, an empty one of them with what
# the collector keeps, a text without its characters.
_ENTRY, _CONTAINER, _TEXT = 24, 80, 50


def weight_of(changes: Iterable[Change]) -> int:
    """About how many bytes the changes take beside those before them."""
    return sum(_weight(change) for change in changes if change.new is not None)


def _weight(change: Change) -> int:
    size = len(msgspec.msgpack.encode(change.new))
    return size if size < _SMALL else _added(change.new, change.old)


def _added(new: Any, old: Any) -> int:
    """What ``new`` takes beside ``old``: what is identical in both is there only once."""
    if new is old:
        return 0
    if isinstance(new, dict):
        known = old if isinstance(old, dict) else {}
        inside = sum(_added(value, known.get(name)) for name, value in new.items())
        return _CONTAINER + _ENTRY * len(new) + inside
    if isinstance(new, list | tuple):
        former = old if isinstance(old, list | tuple) else ()
        missing = [None] * max(0, len(new) - len(former))
        inside = sum(map(_added, new, [*former[: len(new)], *missing]))
        return _CONTAINER + _ENTRY * len(new) + inside
    return _TEXT + len(new) if isinstance(new, str | bytes) else 0
