"""The set of fields that a configuration holds: what its applier comes to own.

sigs.k8s.io/structured-merge-diff/typed/tofieldset.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.managed_fields import steps
from cluster_sim.world.kube.api.managed_fields.field_set import LEAF, FieldSet, made, union
from cluster_sim.world.kube.api.managed_fields.shapes import (
    DEDUCED,
    Deduced,
    Elements,
    Map,
    Shape,
    Struct,
)


def fields_in(shape: Shape, value: Any) -> FieldSet | None:
    """The fields of ``value``, whose kind has that shape; None when it has none."""
    if isinstance(shape, Elements) and isinstance(value, list):
        return _in_elements(shape, value)
    if isinstance(shape, Struct | Map | Deduced) and isinstance(value, dict):
        return _in_entries(shape, value)
    return None if isinstance(shape, Struct | Map | Elements) and value is None else LEAF


def child_shape(shape: Struct | Map | Deduced, name: str) -> Shape:
    """The shape of an entry."""
    if isinstance(shape, Struct):
        return shape.child(name) or DEDUCED
    return shape.element if isinstance(shape, Map) else DEDUCED


def is_named(shape: Shape, name: str) -> bool:
    """Whether the entry is a field of a type, which is there by its nature and not by a choice."""
    return isinstance(shape, Struct) and name in shape.fields()


def _in_entries(shape: Struct | Map | Deduced, value: dict[str, Any]) -> FieldSet | None:
    children = {}
    for name, given in value.items():
        below = fields_in(child_shape(shape, name), given)
        if given is None or given == {} or not is_named(shape, name):
            below = union(below, LEAF)
        if below is not None:
            children[steps.of_field(name)] = below
    return made(False, children)


def _in_elements(shape: Elements, value: list[Any]) -> FieldSet | None:
    children: dict[str, FieldSet] = {}
    for item in value:
        step = shape.step(item)
        if step is not None:
            below = union(fields_in(shape.element, item), LEAF)
            found = union(children.get(step), below)
            assert found is not None, "it has the element"
            children[step] = found
    return made(False, children)


def with_named(shape: Shape, fields: FieldSet | None) -> FieldSet | None:
    """The set with every field of a type added that has something of it below.

    sigs.k8s.io/structured-merge-diff/fieldpath/set.go (EnsureNamedFieldsAreMembers)
    """
    if fields is None:
        return None
    children = {}
    for step, below in fields.items():
        if step == ".":
            continue
        inner = with_named(_shape_at(shape, step), below)
        assert inner is not None, "it was not empty"
        if step.startswith("f:") and is_named(shape, step[2:]):
            inner = union(inner, LEAF)
            assert inner is not None, "it has itself"
        children[step] = inner
    return made(not fields or "." in fields, children)


def _shape_at(shape: Shape, step: str) -> Shape:
    if step.startswith("f:") and isinstance(shape, Struct | Map | Deduced):
        return child_shape(shape, step[2:])
    return shape.element if isinstance(shape, Elements) else DEDUCED
