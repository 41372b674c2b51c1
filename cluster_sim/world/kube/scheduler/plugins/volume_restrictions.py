"""VolumeRestrictions: disks that can be in one place only (plugins/volumerestrictions)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import Ints, kind_of
from cluster_sim.world.kube.scheduler.status import Status, unschedulable

Volume = Mapping[str, Any]
# The fields that say which disk it is.
_IDENTITY: Final = {
    "gcePersistentDisk": ("pdName",),
    "awsElasticBlockStore": ("volumeID",),
    "iscsi": ("iqn",),
    "rbd": ("pool", "image"),
}
_SHARED_TO_READ: Final = ("gcePersistentDisk", "iscsi", "rbd")


class VolumeRestrictions(Plugin):
    """Turns down nodes where another pod uses the very disk the pod wants."""

    name = "VolumeRestrictions"

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where a disk is in use."""
        return self.status(cycle, 1) if _in_use(cycle, place) else None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """1 for nodes where a disk is in use; few pods have one, so nodes are asked one by one."""
        if not cycle.kind.disks:
            return None
        asked = np.arange(2 * len(cycle.cluster.nodes))[places]
        return np.fromiter((_in_use(cycle, int(place)) for place in asked), np.int64, len(asked))

    def status(self, cycle: Cycle, code: int) -> Status:
        """The only reason there is."""
        return unschedulable(self.name, "node(s) had no available disk")

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node came, or a pod went that had the disk."""
        if event.kind == cluster_event.NODE_ADDED:
            return True
        if event.kind != cluster_event.POD_REMOVED or event.old is None:
            return False
        freed, wanted = kind_of(event.old["spec"]).disks, kind_of(pod["spec"]).disks
        return any(_clash(one, other) for one in freed for other in wanted)


def _in_use(cycle: Cycle, place: int) -> bool:
    wanted = cycle.kind.disks
    return bool(wanted) and any(
        _clash(one, other)
        for pod in cycle.cluster.pods_on(cycle.node(place).name).values()
        for one in pod.kind.disks
        for other in wanted
    )


def _clash(one: Volume, other: Volume) -> bool:
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
