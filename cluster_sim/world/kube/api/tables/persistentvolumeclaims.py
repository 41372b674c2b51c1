"""How ``kubectl get persistentvolumeclaims`` shows one (printPersistentVolumeClaim)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.volumes import access_modes, capacity, storage_class

COLUMNS = (
    Column("Name"),
    Column("Status"),
    Column("Volume"),
    Column("Capacity"),
    Column("Access Modes"),
    Column("StorageClass"),
    Column("VolumeAttributesClass"),
    Column("Age"),
    Column("VolumeMode", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PersistentVolumeClaim; ``now`` in Unix microseconds."""
    spec, status, meta = obj.get("spec", {}), obj.get("status", {}), obj["metadata"]
    volume = spec.get("volumeName", "")
    return [
        meta["name"],
        "Terminating" if meta.get("deletionTimestamp") else status.get("phase", ""),
        volume,
        capacity(status) if volume else "",
        access_modes(status) if volume else "",
        storage_class(obj),
        spec.get("volumeAttributesClassName") or "<unset>",
        age(obj, now),
        spec.get("volumeMode") or "<unset>",
    ]
