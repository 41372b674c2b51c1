"""The table of a custom kind: its name and the columns that its definition adds.

apiextensions-apiserver/pkg/registry/customresource/tableconvertor/tableconvertor.go
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api import duration, gotext, jsonpath, timestamps
from cluster_sim.world.kube.api.resource import Column, Object

# pkg/apiserver/customresource_handler.go: what a kind without columns of its own shows.
_AGE: Final = {"name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"}


def columns(version: Object) -> tuple[Column, ...]:
    """The columns of a version; those of a priority above 0 are wide."""
    added = (Column(each["name"], each.get("priority", 0) > 0) for each in _added(version))
    return (Column("Name"), *added)


def row(version: Object) -> Callable[[Object, int], list[Any]]:
    """The cells of an object of that version."""
    added = [(each["type"], _path(each["jsonPath"])) for each in _added(version)]

    def cells(obj: Object, now: int) -> list[Any]:
        return [obj["metadata"]["name"], *(_cell(obj, kind, path, now) for kind, path in added)]

    return cells


def _added(version: Object) -> list[Object]:
    return version.get("additionalPrinterColumns") or [_AGE]


def _path(text: str) -> jsonpath.Template | None:
    try:
        return jsonpath.parse(f"{{{text}}}")
    except jsonpath.JSONPathError:
        return None


def _value(obj: Object, path: jsonpath.Template | None) -> Any:
    """The first thing on the path; None when there is nothing."""
    try:
        found = path.find(obj, allow_missing=True) if path is not None else []
    except jsonpath.JSONPathError:
        return None
    return found[0][0] if found and found[0] else None


def _cell(obj: Object, kind: str, path: jsonpath.Template | None, now: int) -> Any:
    """A value of the column's type; None, an empty cell, for one of another type."""
    value = _value(obj, path)
    if value is None:
        return None
    if kind == "string":
        return gotext.json_text(value) if isinstance(value, dict | list) else gotext.shown(value)
    if kind == "date":
        return _age(value, now)
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if kind == "integer" else value


def _age(value: Any, now: int) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return duration.age(now - timestamps.parse(value))
    except ValueError:
        return "<invalid>"
