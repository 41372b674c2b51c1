"""Whether an applied configuration fits the types of its kind, told as the server tells it.

sigs.k8s.io/structured-merge-diff/typed/validate.go, helpers.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.managed_fields import steps
from cluster_sim.world.kube.api.managed_fields.shapes import (
    Deduced,
    Elements,
    Leaf,
    Map,
    Shape,
    Struct,
)


def faults_in(shape: Shape, value: Any, where: str = "") -> list[str]:
    """What does not fit, each with its path."""
    if value is None or isinstance(shape, Deduced):
        return []
    if isinstance(shape, Leaf):
        return _scalar_faults(shape, value, where)
    if isinstance(shape, Elements):
        return _list_faults(shape, value, where)
    if not isinstance(value, dict):
        return [f"{where}: expected map, got &{{{steps.go_text(value)}}}"]
    faults = []
    for name in sorted(value, key=str):
        here = f"{where}.{name}"
        below = _child(shape, str(name))
        if below is None:
            faults.append(f"{here}: field not declared in schema")
        else:
            faults += faults_in(below, value[name], here)
    return faults


def _child(shape: Struct | Map, name: str) -> Shape | None:
    return shape.child(name) if isinstance(shape, Struct) else shape.element


def _list_faults(shape: Elements, value: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: expected list, got &{{{steps.go_text(value)}}}"]
    faults, seen = [], []
    for index, item in enumerate(value):
        step = shape.step(item)
        if step is None:
            faults.append(f"{where}: element {index}: {_unknowable(shape, item)}")
            continue
        if step in seen:
            faults.append(f"{where}: duplicate entries for key {steps.path_text((step,))}")
        seen.append(step)
        faults += faults_in(shape.element, item, where + steps.path_text((step,)))
    return faults


def _unknowable(shape: Elements, item: Any) -> str:
    if not shape.keys:
        return "associative list without keys has an element that's a map type"
    if not isinstance(item, dict):
        return "associative list with keys may not have non-map elements"
    return (
        f"associative list with keys has an element that omits key field {quote(shape.keys[0])} "
        "(and doesn't have default value)"
    )


def _scalar_faults(shape: Leaf, value: Any, where: str) -> list[str]:
    boolean = isinstance(value, bool)
    if shape.of == "string" and not isinstance(value, str):
        got = f"&value.valueUnstructured{{Value:{steps.go_text(value)}}}"
        return [f"{where}: expected string, got {got}"]
    if shape.of == "numeric" and (boolean or not isinstance(value, int | float)):
        return [f"{where}: expected numeric (int or float), got {_go_type(value)}"]
    if shape.of == "boolean" and not boolean:
        return [f"{where}: expected boolean, got {_go_type(value)}"]
    return []


def _go_type(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    for kind, name in (
        (str, "string"),
        (int, "int64"),
        (float, "float64"),
        (list, "[]interface {}"),
    ):
        if isinstance(value, kind):
            return name
    return "map[string]interface {}"
