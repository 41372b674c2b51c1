"""How ``kubectl get serviceaccounts`` shows one (printServiceAccount)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ServiceAccount; ``now`` in Unix microseconds."""
    return [obj["metadata"]["name"], age(obj, now)]
