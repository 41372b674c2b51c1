"""Which of two quantities is more, told without writing out giants."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity

Rank = tuple[int, int]


def rank(value: Any) -> Rank:
    """What quantities compare by: whole units, then thousandths.

    Both are rounded up and capped at 64 bits, as the server's own comparisons of what it
    accounts for; a quantity like ``1e999999999`` costs nothing.
    """
    return quantity.whole(value), quantity.milli(value)


def larger(left: Quantity, right: Quantity) -> Quantity:
    """The one of two quantities that is more, the first when they rank alike."""
    return right if rank(right.text) > rank(left.text) else left
