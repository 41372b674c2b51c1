"""VolumeRestrictions: disks that can be in one place only (plugins/volumerestrictions)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cluster_sim.world.kube.scheduler.plugins.sole_use import SoleUse
from cluster_sim.world.kube.scheduler.pod_kind import PodKind

Volume = Mapping[str, Any]
# The fields that say which disk it is.
_IDENTITY: Final = {
    "gcePersistentDisk": ("pdName",),
    "awsElasticBlockStore": ("volumeID",),
    "iscsi": ("iqn",),
    "rbd": ("pool", "image"),
}
_SHARED_TO_READ: Final = ("gcePersistentDisk", "iscsi", "rbd")


class VolumeRestrictions(SoleUse):
    """Turns down nodes where another pod uses the very disk the pod wants."""

    name = "VolumeRestrictions"
    reason = "node(s) had no available disk"

    def wanted(self, kind: PodKind) -> Sequence[Volume]:
        """The volumes that are a disk."""
        return kind.disks

    def clash(self, one: Volume, other: Volume) -> bool:
        """Whether two volumes are one disk that both cannot have."""
        for kind, fields in _IDENTITY.items():
            left, right = one.get(kind), other.get(kind)
            if left is None or right is None:
                continue
            if any(left.get(field) != right.get(field) for field in fields):
                return False
            if kind == "rbd" and not set(left["monitors"]) & set(right["monitors"]):
                return False
            return not (kind in _SHARED_TO_READ and left.get("readOnly") and right.get("readOnly"))
        return False
