"""VolumeZone: volumes whose labels name a zone want nodes of that zone (plugins/volumezone).

Volumes of today say it with their node affinity, which VolumeBinding reads; the labels are those
of older ones, and of volumes that people made by hand.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, CLASSES, VOLUMES, claims_of, volume_of
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins.one_by_one import OneByOne
from cluster_sim.world.kube.scheduler.status import Status, unresolvable

REASON: Final = "node(s) had no available volume zone"
_LABELS: Final = (
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
)
_SEPARATOR: Final = "__"

Places = list[tuple[str, tuple[str, ...]]]


class VolumeZone(OneByOne):
    """Turns down nodes of other zones."""

    name = "VolumeZone"
    heeds_pods = False

    def pre_filter(self, cycle: Cycle) -> Status | None:
        """Read where the pod's volumes are; claims without a volume are VolumeBinding's."""
        places: Places = []
        for name in claims_of(cycle.pod):
            volume = volume_of(cycle.store, cycle.pod, name)
            if volume is not None:
                places += _places(volume)
        if places:
            cycle.state[self.name] = places
        return None

    def concerns(self, cycle: Cycle) -> bool:
        """Whether a volume names its zone."""
        return self.name in cycle.state

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no for a node that is elsewhere; a node without any such label is nowhere."""
        places: Places = cycle.state.get(self.name, [])
        labels = cycle.node(place).labels
        if not any(label in labels for label in _LABELS):
            return None
        for label, values in places:
            if labels.get(label) not in values:
                return unresolvable(self.name, REASON)
        return None

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """Nodes, claims, volumes or classes came or changed."""
        if not claims_of(pod):
            return False
        nodes = (cluster_event.NODE_ADDED, cluster_event.NODE_LABELS)
        return event.kind in (*nodes, CLAIMS, VOLUMES, CLASSES)


def _places(volume: Object) -> Places:
    labels = volume["metadata"].get("labels") or {}
    found = [(label, labels[label]) for label in _LABELS if label in labels]
    return [(label, tuple(text.split(_SEPARATOR))) for label, text in found]
