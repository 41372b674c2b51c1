"""Label selectors: written ones, LabelSelector objects, and plain sets of labels.

A selector is a value compiled once and matched millions of times: written selectors are kept
by their text, LabelSelector objects by their identity (objects in the world never change).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.label_parser import parse_requirements
from cluster_sim.world.kube.api.requirements import (
    DOES_NOT_EXIST,
    DOUBLE_EQUALS,
    EQUALS,
    EXISTS,
    IN,
    NOT_IN,
    Requirement,
    SelectorError,
    requirement,
)
from cluster_sim.world.kube.api.text_memo import text_memo

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "Labels",
    "Selector",
    "SelectorError",
    "format_object",
    "format_set",
    "of_object",
    "of_set",
    "parse",
]

Labels = Mapping[str, str]

_EXACT: Final = (EQUALS, DOUBLE_EQUALS, IN)
_OPERATORS: Final = {
    "In": IN,
    "NotIn": NOT_IN,
    "Exists": EXISTS,
    "DoesNotExist": DOES_NOT_EXIST,
}
_NO_LABELS: Final[Labels] = {}
_CACHE_SIZE: Final = 8192


class Selector:
    """Requirements that labels must all satisfy; ``None`` stands for "nothing matches"."""

    __slots__ = ("_pairs", "_rest", "requirements")

    def __init__(self, requirements: Sequence[Requirement] | None) -> None:
        self.requirements = None if requirements is None else tuple(requirements)
        known = self.requirements or ()
        single = [each for each in known if each.operator in _EXACT and len(each.values) == 1]
        self._pairs = tuple((each.key, each.values[0]) for each in single)
        self._rest = tuple(each for each in known if each not in single)

    def matches(self, labels: Labels | None) -> bool:
        """Whether labels (None for none) satisfy every requirement."""
        if self.requirements is None:
            return False
        labels = labels or _NO_LABELS
        for key, value in self._pairs:
            if labels.get(key) != value:
                return False
        return not self._rest or all(each.matches(labels) for each in self._rest)

    @property
    def empty(self) -> bool:
        """Whether everything matches."""
        return self.requirements == ()

    def exact(self, key: str) -> str | None:
        """The one value this label must have, None when there is no such demand."""
        for each in self.requirements or ():
            if each.key == key:
                single = each.operator in _EXACT and len(each.values) == 1
                return each.values[0] if single else None
        return None

    def __str__(self) -> str:
        return ",".join(map(str, self.requirements or ()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selector) and self.requirements == other.requirements

    def __hash__(self) -> int:
        return hash(self.requirements)


EVERYTHING: Final = Selector(())
NOTHING: Final = Selector(None)

_written = text_memo(lambda text: Selector(parse_requirements(text)))


def parse(text: str) -> Selector:
    """The selector of ``-l``: ``app=web,tier in (a,b)``. Raises SelectorError."""
    return _written(text)


def of_object(selector: Mapping[str, Any] | None) -> Selector:
    """The selector of a LabelSelector object: none matches nothing, an empty one everything.

    Raises SelectorError (metav1.LabelSelectorAsSelector).
    """
    if selector is None:
        return NOTHING
    found: Selector = _objects(selector)
    return found


def of_set(labels: Labels | None) -> Selector:
    """The selector that demands exactly these labels, unchecked; none demands nothing."""
    return Selector([Requirement(k, EQUALS, (v,)) for k, v in sorted((labels or {}).items())])


def format_object(selector: Mapping[str, Any] | None) -> str:
    """A LabelSelector object as kubectl prints it (metav1.FormatLabelSelector)."""
    try:
        found = of_object(selector)
    except SelectorError:
        return "<error>"
    return str(found) or "<none>"


def format_set(labels: Labels | None) -> str:
    """Labels as kubectl prints them: ``a=1,b=2`` or ``<none>``."""
    return ",".join(f"{k}={v}" for k, v in sorted((labels or {}).items())) or "<none>"


def _compiled(selector: Mapping[str, Any]) -> Selector:
    found = [
        requirement(key, EQUALS, (value,))
        for key, value in (selector.get("matchLabels") or {}).items()
    ]
    for expression in selector.get("matchExpressions") or ():
        operator = expression.get("operator", "")
        if operator not in _OPERATORS:
            raise SelectorError(f"{quote(operator)} is not a valid label selector operator")
        values = tuple(expression.get("values") or ())
        found.append(requirement(expression.get("key", ""), _OPERATORS[operator], values))
    return Selector(sorted(found, key=lambda each: each.key))


_objects = IdentityMemo(_compiled, _CACHE_SIZE)
