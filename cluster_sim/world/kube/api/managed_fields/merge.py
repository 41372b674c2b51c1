"""Merging an applied configuration into an object, and taking fields out of one.

sigs.k8s.io/structured-merge-diff/typed/merge.go, remove.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.managed_fields import steps
from cluster_sim.world.kube.api.managed_fields.content import child_shape
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet, is_member
from cluster_sim.world.kube.api.managed_fields.shapes import Elements, Leaf, Shape


def merged(shape: Shape, live: Any, config: Any) -> Any:
    """The object with the configuration's values where that has some."""
    if isinstance(shape, Elements) and isinstance(live, list) and isinstance(config, list):
        return _merged_elements(shape, live, config) if live and config else live or config
    if isinstance(shape, Leaf | Elements) or not (
        isinstance(live, dict) and isinstance(config, dict)
    ):
        return config
    found = dict(live)
    for name, value in config.items():
        below = child_shape(shape, name)
        found[name] = merged(below, live[name], value) if name in live else value
    return found


def _merged_elements(shape: Elements, live: list[Any], config: list[Any]) -> list[Any]:
    """The elements in the configuration's order; those of the object alone keep their places."""
    before = {shape.step(item): item for item in live}
    wanted = {shape.step(item): item for item in config}
    left = list(wanted)
    shared = [step for step in wanted if step in before]
    found = []
    for step in (shape.step(item) for item in live):
        if step not in wanted:
            found.append(before[step])
        elif shared:
            # All that the configuration has up to the next shared element comes before it.
            upto = left.index(shared.pop(0)) + 1
            found += [_element(shape, before, wanted, each) for each in left[:upto]]
            left = left[upto:]
    return found + [_element(shape, before, wanted, step) for step in left]


def _element(
    shape: Elements, before: dict[str | None, Any], wanted: dict[str | None, Any], step: str | None
) -> Any:
    if step not in before:
        return wanted[step]
    return merged(shape.element, before[step], wanted[step])


def removed(shape: Shape, value: Any, fields: FieldSet | None) -> Any:
    """The value without those fields, None when nothing is left of a map or a list."""
    if fields is None or isinstance(shape, Leaf):
        return value
    if isinstance(shape, Elements):
        return _removed_elements(shape, value, fields) if isinstance(value, list) else value
    if not isinstance(value, dict):
        return value
    found = {}
    for name, given in value.items():
        below = fields.get(steps.of_field(name))
        if below is None:
            found[name] = given
        elif not is_member(below):
            found[name] = removed(child_shape(shape, name), given, below)
    return found or None


def _removed_elements(shape: Elements, value: list[Any], fields: FieldSet) -> list[Any] | None:
    found = []
    for item in value:
        step = shape.step(item)
        below = fields.get(step) if step is not None else None
        if below is None:
            found.append(item)
        elif not is_member(below):
            found.append(removed(shape.element, item, below))
    return found or None
