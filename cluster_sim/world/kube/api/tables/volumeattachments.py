"""How ``kubectl get volumeattachments`` shows one (printVolumeAttachment)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Attacher"),
    Column("PV"),
    Column("Node"),
    Column("Attached"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one VolumeAttachment; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    return [
        obj["metadata"]["name"],
        spec.get("attacher", ""),
        spec.get("source", {}).get("persistentVolumeName") or "",
        spec.get("nodeName", ""),
        bool(obj.get("status", {}).get("attached")),
        age(obj, now),
    ]
