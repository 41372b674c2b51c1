"""Limit ranges, on their own and in their namespace."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_HEADER = "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio"
_RULES = "----\t--------\t---\t---\t---------------\t-------------\t-----------------------"
_FIELDS = ("min", "max", "defaultRequest", "default", "maxLimitRequestRatio")


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a LimitRange."""
    w.field(0, "Name", obj["metadata"]["name"])
    w.field(0, "Namespace", obj["metadata"].get("namespace", ""))
    w.line(0, _HEADER)
    w.line(0, _RULES)
    _write_range(w, obj, "")


def write_limits(w: Writer, ranges: list[Object]) -> None:
    """All limit ranges of a namespace."""
    if not ranges:
        w.line(0, "No LimitRange resource.")
        return
    w.line(0, f"Resource Limits\n {_HEADER}")
    w.line(0, f" {_RULES}")
    for each in ranges:
        _write_range(w, each, " ")


def _write_range(w: Writer, each: Object, space: str) -> None:
    for item in each["spec"].get("limits") or []:
        names = sorted({name for field in _FIELDS for name in item.get(field) or {}})
        for name in names:
            amounts = [(item.get(field) or {}).get(name) for field in _FIELDS]
            texts = ["-" if amount is None else quantity.canonical(amount) for amount in amounts]
            w.line(0, "\t".join([f"{space}{item['type']}", name, *texts]))
