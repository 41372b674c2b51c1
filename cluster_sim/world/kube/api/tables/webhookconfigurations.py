"""How ``kubectl get`` shows mutating and validating webhook configurations."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Webhooks"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one webhook configuration; ``now`` in Unix microseconds."""
    return [obj["metadata"]["name"], len(obj.get("webhooks") or []), age(obj, now)]
