"""How ``kubectl get persistentvolumes`` shows one (printPersistentVolume)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.volumes import access_modes, capacity, storage_class

COLUMNS = (
    Column("Name"),
    Column("Capacity"),
    Column("Access Modes"),
    Column("Reclaim Policy"),
    Column("Status"),
    Column("Claim"),
    Column("StorageClass"),
    Column("VolumeAttributesClass"),
    Column("Reason"),
    Column("Age"),
    Column("VolumeMode", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PersistentVolume; ``now`` in Unix microseconds."""
    spec, status, meta = obj.get("spec", {}), obj.get("status", {}), obj["metadata"]
    claim = spec.get("claimRef")
    return [
        meta["name"],
        capacity(spec),
        access_modes(spec),
        spec.get("persistentVolumeReclaimPolicy", ""),
        "Terminating" if meta.get("deletionTimestamp") else status.get("phase", ""),
        f"{claim.get('namespace', '')}/{claim.get('name', '')}" if claim else "",
        storage_class(obj),
        spec.get("volumeAttributesClassName") or "<unset>",
        status.get("reason", ""),
        age(obj, now),
        spec.get("volumeMode") or "<unset>",
    ]
