"""``--sort-by``: objects in the order of one of their fields (kubectl's sorter.go)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kube.api import jsonpath, quantity
from cluster_sim.world.kube.api.gotext import type_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.unstable_sort import sorted_as_go


def sorted_by(objects: Sequence[Object], expression: str) -> list[Object]:
    """The objects by the field of a relaxed JSONPath expression; those without it come first.

    Raises PrinterError when no object has the field, or it cannot be compared.
    """
    if not objects:
        return []
    try:
        path = jsonpath.relaxed(expression)
        template = jsonpath.parse(path)
        found = [(_first(template, obj), obj) for obj in objects]
    except jsonpath.JSONPathError as error:
        raise PrinterError(str(error)) from error
    if not any(values for values, _ in found):
        raise PrinterError(_missing(path))
    return [obj for _, obj in sorted_as_go(found, _less)]


def sorted_tables(tables: Sequence[Sequence[Object]], expression: str) -> list[list[Object]]:
    """The same for the rows of tables: kubectl shows none where they cannot be sorted.

    tables: the objects of each table (one for each kind, or for each name asked for).
    Raises PrinterError for several tables: kubectl then looks for the field in the tables.
    """
    if len(tables) > 1:
        raise PrinterError(_missing(jsonpath.relaxed(expression)))
    return [_sorted_rows(table, expression) for table in tables]


def _sorted_rows(objects: Sequence[Object], expression: str) -> list[Object]:
    if len(objects) < 2:
        return list(objects)
    try:
        return sorted_by(objects, expression)
    except PrinterError:
        return []


def _missing(path: str) -> str:
    return f'couldn\'t find any field with path "{path}" in the list of objects'


def _first(template: jsonpath.Template, obj: Object) -> list[Any]:
    """What the first action of the template found, one value at most."""
    found = template.find(obj, allow_missing=True)
    return found[0][:1] if found else []


def _less(one: tuple[list[Any], Object], other: tuple[list[Any], Object]) -> bool:
    (left, _), (right, _) = one, other
    if not left:
        return True
    if not right:
        return False
    return _precedes(left[0], right[0])


def _precedes(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is None and right is not None
    if isinstance(left, str) and isinstance(right, str):
        return _text_precedes(left, right)
    if type(left) is type(right) and isinstance(left, int | float) and not isinstance(left, bool):
        return left < right
    raise PrinterError(f"unsortable type: {type_name(left)}")


def _text_precedes(left: str, right: str) -> bool:
    """Texts that are both quantities (``1Gi``, ``500m``) compare by what they are worth."""
    try:
        return bool(quantity.parse(left).value < quantity.parse(right).value)
    except quantity.QuantityError:
        return left < right
