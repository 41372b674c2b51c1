"""What changed between two objects, as sets of fields: added, changed, taken away.

sigs.k8s.io/structured-merge-diff/typed/compare.go
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api.managed_fields import steps
from cluster_sim.world.kube.api.managed_fields.content import child_shape
from cluster_sim.world.kube.api.managed_fields.field_set import LEAF, FieldSet, made, union
from cluster_sim.world.kube.api.managed_fields.shapes import (
    Deduced,
    Elements,
    Leaf,
    Map,
    Shape,
    Struct,
)


class _Missing:
    """What is not there at all."""


MISSING: Final = _Missing()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Three sets of fields without one in common; None where nothing is."""

    added: FieldSet | None = None
    modified: FieldSet | None = None
    removed: FieldSet | None = None

    @property
    def written(self) -> FieldSet | None:
        """What has a new value."""
        return union(self.added, self.modified)


SAME: Final = Comparison()
_ADDED: Final = Comparison(added=LEAF)
_MODIFIED: Final = Comparison(modified=LEAF)
_REMOVED: Final = Comparison(removed=LEAF)


def compare(shape: Shape, old: Any, new: Any) -> Comparison:
    """What became of ``old``; either may be MISSING."""
    if old is new:
        return SAME
    if not isinstance(shape, Leaf):
        parts = _parts(shape, old, new)
        if parts is not None:
            return _gathered(parts, old is MISSING, new is MISSING)
    if old is MISSING:
        return _ADDED
    if new is MISSING:
        return _REMOVED
    return SAME if old == new else _MODIFIED


def _parts(shape: Shape, old: Any, new: Any) -> Iterable[tuple[str, Comparison]] | None:
    """The comparisons of the parts by step; None where both are compared as a whole."""
    if isinstance(shape, Elements):
        if _fits(list, old, new) and (_items(old) or _items(new)):
            return _elements(shape, _items(old), _items(new))
        return None
    if isinstance(shape, Leaf) or not _fits(dict, old, new):
        return None
    if not _entries(old) and not _entries(new):
        return None
    return _fields(shape, _entries(old), _entries(new))


def _fits(kind: type, old: Any, new: Any) -> bool:
    """Whether both are of the kind, or one of them is and the other is nothing."""
    return all(isinstance(each, kind) or each is None or each is MISSING for each in (old, new))


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _entries(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _fields(
    shape: Struct | Map | Deduced, old: dict[str, Any], new: dict[str, Any]
) -> Iterable[tuple[str, Comparison]]:
    for name in (*old, *(name for name in new if name not in old)):
        if name in new and old.get(name, MISSING) is new[name]:
            continue
        below = child_shape(shape, name)
        empty = _empty(shape, below, name)
        before, after = old.get(name, empty), new.get(name, empty)
        yield steps.of_field(name), compare(below, before, after)


def _empty(holder: Shape, shape: Shape, name: str) -> Any:
    """What an absent field counts as: those that types hold by value are never missing."""
    if not isinstance(holder, Struct) or name not in holder.by_value or isinstance(shape, Leaf):
        return MISSING
    return [] if isinstance(shape, Elements) else {}


def _elements(shape: Elements, old: list[Any], new: list[Any]) -> Iterable[tuple[str, Comparison]]:
    before, after = _by_step(shape, old), _by_step(shape, new)
    for step in (*before, *(step for step in after if step not in before)):
        one, other = before.get(step, ()), after.get(step, ())
        if len(one) <= 1 and len(other) <= 1:
            first, second = (each[0] if each else MISSING for each in (one, other))
            yield step, compare(shape.element, first, second)
        elif one != other:
            # Elements that are there several times are owned together.
            yield step, _MODIFIED if one and other else _ADDED if other else _REMOVED


def _by_step(shape: Elements, items: list[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for item in items:
        step = shape.step(item)
        if step is not None:
            found[step] = (*found.get(step, ()), item)
    return found


def _gathered(
    parts: Iterable[tuple[str, Comparison]], appeared: bool, vanished: bool
) -> Comparison:
    """The comparison of a whole that came or went with its parts, or stayed."""
    added: dict[str, FieldSet] = {}
    modified: dict[str, FieldSet] = {}
    removed: dict[str, FieldSet] = {}
    for step, found in parts:
        if found.added is not None:
            added[step] = found.added
        if found.modified is not None:
            modified[step] = found.modified
        if found.removed is not None:
            removed[step] = found.removed
    return Comparison(made(appeared, added), made(False, modified), made(vanished, removed))
