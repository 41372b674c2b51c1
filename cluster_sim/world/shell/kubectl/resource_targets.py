"""How much of a resource is aimed at: ``70%``, ``500m``, ``200`` (pkg/cmd/autoscale)."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import shown_float
from cluster_sim.world.shell.kubectl.failure import error

SHARE: Final = "Utilization"
_VALUE: Final = "AverageValue"
_UNITS: Final = {"cpu": "m", "memory": "Mi"}
_FIELDS: Final = {SHARE: "averageUtilization", _VALUE: "averageValue"}
_MOST: Final = 2**31 - 1


class TargetValue(NamedTuple):
    """Percent of what is requested, or an amount per pod as text; ``kind`` says which."""

    kind: str
    value: int | str

    @property
    def field(self) -> str:
        """The field of a metric's target that it is written to."""
        return _FIELDS[self.kind]


def target_value(text: str, resource: str) -> TargetValue:
    """What a flag says; a number alone is in thousandths of a core, or in Mi. Raises Failure."""
    text = text.strip()
    if not text:
        raise error("empty input")
    if text.endswith("%"):
        return TargetValue(SHARE, _percent(text[:-1]))
    alone = _number(text)
    try:
        if alone is not None:
            return TargetValue(
                _VALUE, quantity.canonical(f"{shown_float(alone)}{_UNITS[resource]}")
            )
        return TargetValue(_VALUE, quantity.canonical(text))
    except quantity.QuantityError as problem:
        if alone is not None:
            raise error(str(problem)) from problem
        raise error(f"invalid resource {resource} value: {text}") from problem


def _percent(text: str) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    if digits.isascii() and digits.isdigit() and 0 <= int(text) <= _MOST:
        return int(text)
    raise error(f"invalid percentage value: {text}")


def _number(text: str) -> float | None:
    """The number that the whole text is, as strconv.ParseFloat reads it."""
    try:
        found = float(text)
    except ValueError:
        return None
    return None if "_" in text or (math.isinf(found) and text[-1:].isdigit()) else found
