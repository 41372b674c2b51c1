"""Node selectors: the terms of a pod's node affinity and of a volume's.

Terms are alternatives, the expressions of a term add up, an empty term matches no node; rules
and errors follow k8s.io/component-helpers/scheduling/corev1/nodeaffinity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.labels import Selector
from cluster_sim.world.kube.api.requirements import (
    DOES_NOT_EXIST,
    EXISTS,
    GREATER_THAN,
    IN,
    LESS_THAN,
    NOT_IN,
    Requirement,
    SelectorError,
    requirement,
)

_OPERATORS: Final = {
    "In": IN,
    "NotIn": NOT_IN,
    "Exists": EXISTS,
    "DoesNotExist": DOES_NOT_EXIST,
    "Gt": GREATER_THAN,
    "Lt": LESS_THAN,
}
_CACHE_SIZE: Final = 8192


class NodeTerm:
    """One term: what the labels and the fields of a node must be."""

    __slots__ = ("_fields", "_labels", "empty")

    def __init__(self, labels: Selector, fields: tuple[Requirement, ...]) -> None:
        self._labels = labels
        self._fields = fields
        self.empty = labels.empty and not fields

    def matches(self, node: Mapping[str, Any]) -> bool:
        """Whether the Node object fits; an empty term never does."""
        if self.empty:
            return False
        metadata = node["metadata"]
        name = {"metadata.name": metadata["name"]}
        if not self._labels.matches(metadata.get("labels")):
            return False
        return all(each.matches(name) for each in self._fields)


def term(spec: Mapping[str, Any]) -> NodeTerm:
    """The term of a NodeSelectorTerm object. Raises SelectorError."""
    found: NodeTerm = _terms(spec)
    return found


def matches(node_selector: Mapping[str, Any], node: Mapping[str, Any]) -> bool:
    """Whether one term of a NodeSelector object fits the node. Raises SelectorError."""
    terms = node_selector.get("nodeSelectorTerms") or ()
    return any(term(each).matches(node) for each in terms)


def _compiled(spec: Mapping[str, Any]) -> NodeTerm:
    return NodeTerm(
        Selector([_expression(each) for each in spec.get("matchExpressions") or ()]),
        tuple(_field(each) for each in spec.get("matchFields") or ()),
    )


_terms = IdentityMemo(_compiled, _CACHE_SIZE)


def _expression(spec: Mapping[str, Any]) -> Requirement:
    operator = spec.get("operator", "")
    if operator not in _OPERATORS:
        raise SelectorError(f"{quote(operator)} is not a valid node selector operator")
    values = tuple(spec.get("values") or ())
    return requirement(spec.get("key", ""), _OPERATORS[operator], values)


def _field(spec: Mapping[str, Any]) -> Requirement:
    operator, values = spec.get("operator", ""), tuple(spec.get("values") or ())
    if operator not in ("In", "NotIn"):
        raise SelectorError(f"{quote(operator)} is not a valid node field selector operator")
    if len(values) != 1:
        raise SelectorError("must have one element")
    return Requirement(spec.get("key", ""), _OPERATORS[operator], values)
