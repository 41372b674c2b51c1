"""Which of two quantities is more, told without writing out giants."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity

Rank = tuple[int, int]


def rank(value: Any) -> Rank:
    """What quantities compare by: whole units, then thousandths.

    Both are rounded up and capped at 64 bits, as the server's own comparisons of what it
    accounts for; a quantity like ``1e999999999`` costs nothing.
    """
    return quantity.whole(value), quantity.milli(value)
