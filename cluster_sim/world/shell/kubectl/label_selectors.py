"""Selectors as people write them, made into the LabelSelectors of objects."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.requirements import (
    DOES_NOT_EXIST,
    DOUBLE_EQUALS,
    EQUALS,
    EXISTS,
    IN,
    NOT_IN,
    SelectorError,
)
from cluster_sim.world.shell.kubectl.failure import error

_OPERATORS: Final = {
    IN: "In",
    NOT_IN: "NotIn",
    EXISTS: "Exists",
    DOES_NOT_EXIST: "DoesNotExist",
}


def label_selector(text: str) -> dict[str, Any]:
    """``a=b,c in (d)`` as a LabelSelector (meta/v1: ParseToLabelSelector); Failure for others."""
    try:
        requirements = labels.parse(text).requirements or ()
    except SelectorError as fault:
        raise error(f'couldn\'t parse the selector string "{text}": {fault}') from fault
    exact: dict[str, str] = {}
    expressions: list[dict[str, Any]] = []
    for each in requirements:
        if each.operator in (EQUALS, DOUBLE_EQUALS):
            exact[each.key] = each.values[0]
        elif each.operator not in _OPERATORS:
            raise error(f'"{each.operator}" is not a valid label selector operator')
        else:
            found: dict[str, Any] = {"key": each.key, "operator": _OPERATORS[each.operator]}
            expressions.append({**found, "values": list(each.values)} if each.values else found)
    selector: dict[str, Any] = {"matchLabels": exact} if exact else {}
    return {**selector, "matchExpressions": expressions} if expressions else selector
