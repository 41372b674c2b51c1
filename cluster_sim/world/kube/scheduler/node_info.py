"""What the scheduler knows of one node, and the order in which it looks at nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import requests
from cluster_sim.world.kube.scheduler.requests import Amounts

HOSTNAME_LABEL: Final = "kubernetes.io/hostname"
ZONE_LABEL: Final = "topology.kubernetes.io/zone"
REGION_LABEL: Final = "topology.kubernetes.io/region"
_NO_LABELS: Final[dict[str, str]] = {}


class NodeInfo:
    """A node as plugins read it; made anew whenever the Node object changes."""

    __slots__ = ("allocatable", "images", "labels", "name", "node", "taints", "unschedulable")

    def __init__(self, node: Object) -> None:
        spec, status = node.get("spec") or {}, node.get("status") or {}
        self.node = node
        self.name: str = node["metadata"]["name"]
        self.labels: dict[str, str] = node["metadata"].get("labels") or _NO_LABELS
        self.taints: list[dict[str, Any]] = spec.get("taints") or []
        self.unschedulable: bool = bool(spec.get("unschedulable"))
        self.allocatable: Amounts = requests.amounts(status.get("allocatable"))
        self.images = _images(status.get("images") or ())

    @property
    def zone(self) -> str:
        """Region and zone in one text, empty when the node names neither."""
        region, zone = self.labels.get(REGION_LABEL, ""), self.labels.get(ZONE_LABEL, "")
        return f"{region}:\x00:{zone}" if region or zone else ""


def _images(images: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Size in bytes by every name of an image."""
    return {
        name: int(image.get("sizeBytes", 0))
        for image in images
        for name in image.get("names") or ()
    }


def interleaved(nodes: Iterable[NodeInfo]) -> list[NodeInfo]:
    """A node of each zone in turn, zones and nodes oldest first.

    pkg/scheduler/backend/cache/node_tree.go: so that a sample of nodes touches all zones.
    """
    zones: dict[str, list[NodeInfo]] = {}
    for node in nodes:
        zones.setdefault(node.zone, []).append(node)
    columns = list(zones.values())
    longest = max(map(len, columns), default=0)
    return [column[turn] for turn in range(longest) for column in columns if turn < len(column)]
