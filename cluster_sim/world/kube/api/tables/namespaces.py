"""How ``kubectl get namespaces`` shows a Namespace (printNamespace)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Status"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Namespace; ``now`` in Unix microseconds."""
    return [obj["metadata"]["name"], obj.get("status", {}).get("phase", ""), age(obj, now)]
