"""How ``kubectl get roles`` and ``clusterroles`` show one (pkg/printers/internalversion)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (Column("Name"), Column("Created At"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Role or ClusterRole: they have no age, but the time they were made."""
    return [obj["metadata"]["name"], obj["metadata"].get("creationTimestamp", "")]
