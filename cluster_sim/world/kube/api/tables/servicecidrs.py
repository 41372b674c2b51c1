"""How ``kubectl get servicecidrs`` shows a ServiceCIDR (printServiceCIDR)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("CIDRs"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ServiceCIDR; ``now`` in Unix microseconds."""
    ranges = ",".join(obj.get("spec", {}).get("cidrs") or [])
    return [obj["metadata"]["name"], ranges, age(obj, now)]
