"""How ``kubectl get resourcequotas`` shows one (printResourceQuota)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Request"),
    Column("Limit"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ResourceQuota; ``now`` in Unix microseconds."""
    status = obj.get("status", {})
    hard, used = status.get("hard") or {}, status.get("used") or {}
    requests: list[str] = []
    limits: list[str] = []
    for name in sorted(hard):
        part = limits if name.startswith("limits.") else requests
        part.append(
            f"{name}: {quantity.canonical(used.get(name, 0))}/{quantity.canonical(hard[name])}"
        )
    return [obj["metadata"]["name"], ", ".join(requests), ", ".join(limits), age(obj, now)]
