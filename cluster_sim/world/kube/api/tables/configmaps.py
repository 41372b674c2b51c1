"""How ``kubectl get configmaps`` shows a ConfigMap (printConfigMap)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Data"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ConfigMap; ``now`` in Unix microseconds."""
    keys = len(obj.get("data") or {}) + len(obj.get("binaryData") or {})
    return [obj["metadata"]["name"], keys, age(obj, now)]
