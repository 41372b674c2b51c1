"""How ``kubectl get csidrivers`` shows a CSIDriver (printCSIDriver)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("AttachRequired"),
    Column("PodInfoOnMount"),
    Column("StorageCapacity"),
    Column("TokenRequests"),
    Column("RequiresRepublish"),
    Column("Modes"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one CSIDriver; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    tokens = spec.get("tokenRequests")
    return [
        obj["metadata"]["name"],
        spec.get("attachRequired", True),
        spec.get("podInfoOnMount", False),
        spec.get("storageCapacity", False),
        "<unset>" if tokens is None else ",".join(token["audience"] for token in tokens),
        spec.get("requiresRepublish", False),
        ",".join(spec.get("volumeLifecycleModes") or []) or "<none>",
        age(obj, now),
    ]
