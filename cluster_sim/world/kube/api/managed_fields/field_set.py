"""Sets of fields, kept as the API writes them (FieldsV1): nested dicts with one key a step.

``{"f:spec": {"f:replicas": {}}}`` holds one field. A step that is in the set and has others below
it also holds the key ``.``; one without anything below it is in the set. None is the empty set.
Nobody changes such a dict: operations make new ones that share what they can.

Operations as of sigs.k8s.io/structured-merge-diff/fieldpath/set.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

FieldSet = dict[str, Any]
Path = tuple[str, ...]

SELF = "."
LEAF: FieldSet = {}
_PREFIXES = ("f:", "k:", "v:", "i:")


def made(member: bool, children: dict[str, FieldSet]) -> FieldSet | None:
    """The set of a step that is or is not in it, with what is below it."""
    if not children:
        return LEAF if member else None
    return {SELF: LEAF, **children} if member else children


def is_member(node: FieldSet) -> bool:
    """Whether the step itself is in the set."""
    return not node or SELF in node


def children_of(node: FieldSet) -> dict[str, FieldSet]:
    """What is below a step."""
    return {step: below for step, below in node.items() if step != SELF}


def union(one: FieldSet | None, other: FieldSet | None) -> FieldSet | None:
    """The fields in either; ``one`` itself where the other adds nothing."""
    if one is None or one is other:
        return other
    if other is None:
        return one
    member = is_member(one) or is_member(other)
    children, same = children_of(one), member == is_member(one)
    for step, below in other.items():
        if step != SELF:
            before = children.get(step)
            both = union(before, below)
            assert both is not None, "neither is empty"
            children[step] = both
            same = same and both is before
    return one if same else made(member, children)


def difference(one: FieldSet | None, other: FieldSet | None) -> FieldSet | None:
    """The fields in ``one`` that are not in ``other``; those below a field taken out stay.

    ``one`` itself where nothing is taken out.
    """
    if one is None or other is None:
        return one
    if one is other:
        return None
    member = is_member(one) and not is_member(other)
    children, same = {}, member == is_member(one)
    for step, below in one.items():
        if step != SELF:
            left = difference(below, other.get(step))
            same = same and left is below
            if left is not None:
                children[step] = left
    return one if same else made(member, children)


def intersection(one: FieldSet | None, other: FieldSet | None) -> FieldSet | None:
    """The fields in both."""
    if one is None or other is None:
        return None
    children = {}
    for step, below in one.items():
        if step != SELF and step in other:
            both = intersection(below, other[step])
            if both is not None:
                children[step] = both
    return made(is_member(one) and is_member(other), children)


def has(fields: FieldSet | None, path: Path) -> bool:
    """Whether the field is in the set."""
    node = fields
    for step in path:
        if node is None:
            return False
        node = node.get(step)
    return node is not None and is_member(node)


def of_path(path: Path) -> FieldSet:
    """The set of one field."""
    node: FieldSet = LEAF
    for step in reversed(path):
        node = {step: node}
    return node


def paths(fields: FieldSet | None, under: Path = ()) -> Iterator[Path]:
    """The fields in order: at each step first those in the set, then what lies below them."""
    if fields is None:
        return
    steps = sorted(step for step in fields if step != SELF)
    for step in steps:
        if is_member(fields[step]):
            yield (*under, step)
    for step in steps:
        if fields[step]:
            yield from paths(fields[step], (*under, step))


def in_order(fields: FieldSet) -> FieldSet:
    """The same set with its steps sorted, as it is written."""
    return {step: in_order(fields[step]) for step in sorted(fields)}


def is_readable(value: Any, depth: int = 0) -> bool:
    """Whether what a client sent as ``fieldsV1`` is such a set."""
    if not isinstance(value, dict) or depth > 100:
        return False
    return all(
        isinstance(step, str)
        and (step == SELF or step.startswith(_PREFIXES))
        and is_readable(below, depth + 1)
        for step, below in value.items()
    )
