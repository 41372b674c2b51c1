"""Amounts by the names of resources: added, taken away, compared and told.

apiserver/pkg/quota/v1/resources.go
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity
from cluster_sim.world.kube.api.quantity_order import rank

Amounts = dict[str, Quantity]


def read(texts: Mapping[str, Any] | None) -> Amounts:
    """The quantities of an object's field."""
    return {name: quantity.parse(text) for name, text in (texts or {}).items()}


def written(amounts: Amounts) -> dict[str, str]:
    """The amounts as an object holds them, by name."""
    return {name: amounts[name].text for name in sorted(amounts)}


def plus(left: Amounts, right: Amounts) -> Amounts:
    """The sum of both, of every resource that either names."""
    total = dict(left)
    for name, amount in right.items():
        total[name] = quantity.add(total[name], amount) if name in total else amount
    return total


def minus(left: Amounts, right: Amounts) -> Amounts:
    """What is left; of a resource that ``left`` does not name, less than nothing."""
    rest = dict(left)
    for name, amount in right.items():
        before = left.get(name)
        value = (before.value if before is not None else 0) - amount.value
        rest[name] = quantity.of(value, (before or amount).format)
    return rest


def only(amounts: Amounts, names: Iterable[str]) -> Amounts:
    """The amounts of those resources."""
    return {name: amounts[name] for name in names if name in amounts}


def exceeded(amounts: Amounts, limits: Amounts) -> list[str]:
    """The resources of which there is more than the limit, by name."""
    return sorted(
        name
        for name, amount in amounts.items()
        if name in limits and rank(amount.text) > rank(limits[name].text)
    )


def told(amounts: Amounts) -> str:
    """``cpu=1,pods=2``."""
    return ",".join(f"{name}={amounts[name]}" for name in sorted(amounts))
