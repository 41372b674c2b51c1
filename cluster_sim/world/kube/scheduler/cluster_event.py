"""What happens in the cluster that may let a waiting pod fit (framework/events.go)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_finished

NODE_ADDED: Final = "NodeAdd"
NODE_REMOVED: Final = "NodeDelete"
NODE_ALLOCATABLE: Final = "NodeAllocatableChange"
NODE_LABELS: Final = "NodeLabelChange"
NODE_TAINTS: Final = "NodeTaintChange"
POD_ADDED: Final = "AssignedPodAdd"
POD_LABELS: Final = "AssignedPodLabelChange"
POD_REMOVED: Final = "AssignedPodDelete"
POD_RESIZED: Final = "AssignedPodResize"

# Resources whose changes are events of their own, named by the resource's key.
STORAGE: Final = (
    "persistentvolumeclaims",
    "persistentvolumes",
    "storageclasses.storage.k8s.io",
    "csinodes.storage.k8s.io",
    "csidrivers.storage.k8s.io",
    "csistoragecapacities.storage.k8s.io",
    "volumeattachments.storage.k8s.io",
)


@dataclass(frozen=True, slots=True)
class ClusterEvent:
    """``old`` is None for what came, ``new`` is None for what went."""

    kind: str
    old: Object | None
    new: Object | None


def of_node(change: Change) -> list[ClusterEvent]:
    """What a change of a node means to waiting pods."""
    old, new = change.old, change.new
    if old is None:
        return [ClusterEvent(NODE_ADDED, old, new)]
    if new is None:
        return [ClusterEvent(NODE_REMOVED, old, new)]
    kinds = []
    if _allocatable(old) != _allocatable(new):
        kinds.append(NODE_ALLOCATABLE)
    if old["metadata"].get("labels") != new["metadata"].get("labels"):
        kinds.append(NODE_LABELS)
    if _taints(old) != _taints(new):
        kinds.append(NODE_TAINTS)
    return [ClusterEvent(kind, old, new) for kind in kinds]


def on_node(pod: Object | None) -> bool:
    """Whether the pod holds its share of a node: bound and not finished."""
    return pod is not None and bool(pod["spec"].get("nodeName")) and not is_finished(pod)


def _allocatable(node: Object) -> object:
    return (node.get("status") or {}).get("allocatable")


def _taints(node: Object) -> object:
    spec = node.get("spec") or {}
    return (spec.get("taints") or [], bool(spec.get("unschedulable")))
