"""How ``kubectl get leases`` shows a Lease (printLease)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Holder"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Lease; ``now`` in Unix microseconds."""
    holder = obj.get("spec", {}).get("holderIdentity") or ""
    return [obj["metadata"]["name"], holder, age(obj, now)]
