"""VolumeRestrictions: disks that can be in one place only, claims that are for one pod.

plugins/volumerestrictions/volume_restrictions.go
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, claims_of, users_of
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins.sole_use import SoleUse
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind
from cluster_sim.world.kube.scheduler.status import Status, unschedulable

Volume = Mapping[str, Any]
# The fields that say which disk it is.
_IDENTITY: Final = {
    "gcePersistentDisk": ("pdName",),
    "awsElasticBlockStore": ("volumeID",),
    "iscsi": ("iqn",),
    "rbd": ("pool", "image"),
}
_SINGLE: Final = "ReadWriteOncePod"
_TAKEN: Final = 2
SINGLE_POD: Final = (
    "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode"
)
_SHARED_TO_READ: Final = ("gcePersistentDisk", "iscsi", "rbd")


class VolumeRestrictions(SoleUse):
    """Turns down nodes where another pod uses the very disk the pod wants."""

    name = "VolumeRestrictions"
    reason = "node(s) had no available disk"

    def wanted(self, kind: PodKind) -> Sequence[Volume]:
        """The volumes that are a disk."""
        return kind.disks

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where another pod has the disk, and everywhere while one has the claim."""
        if _is_taken(cycle):
            return self.status(cycle, _TAKEN)
        return super().filter(cycle, place)

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """``_TAKEN`` for all nodes while another pod has the claim."""
        if not _is_taken(cycle):
            return super().codes(cycle, places)
        return np.full(len(np.arange(2 * len(cycle.cluster.nodes))[places]), _TAKEN)

    def status(self, cycle: Cycle, code: int) -> Status:
        """Which of the two it is."""
        if code == _TAKEN:
            return unschedulable(self.name, SINGLE_POD)
        return super().status(cycle, code)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A pod went that had the disk or the claim, or a claim came."""
        names = claims_of(pod)
        if names and event.kind == CLAIMS:
            return True
        if names and event.kind == cluster_event.POD_REMOVED and event.old is not None:
            same = namespace_of(event.old) == namespace_of(pod)
            if same and any(name in names for name in claims_of(event.old)):
                return True
        return super().requeues(pod, event)

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


def _is_taken(cycle: Cycle) -> bool:
    """Whether a claim that is for a single pod has one already (ReadWriteOncePod)."""
    for name in claims_of(cycle.pod):
        claim = cycle.store.get(CLAIMS, cycle.namespace, name)
        if claim is None or _SINGLE not in (claim["spec"].get("accessModes") or ()):
            continue
        if any(_is_placed(cycle, user) for user in users_of(cycle.store, claim)):
            return True
    return False


def _is_placed(cycle: Cycle, pod: Object) -> bool:
    node = pod["spec"].get("nodeName", "")
    return (namespace_of(pod), name_of(pod)) in cycle.cluster.pods_on(node)
