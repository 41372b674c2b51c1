"""How ``kubectl get replicationcontrollers`` shows one (printReplicationController)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.replicasets import COLUMNS

__all__ = ["COLUMNS", "row"]


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ReplicationController; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    pod = (spec.get("template") or {}).get("spec", {})
    return [
        obj["metadata"]["name"],
        spec.get("replicas", 0),
        status.get("replicas", 0),
        status.get("readyReplicas", 0),
        age(obj, now),
        *containers.cells(pod),
        labels.format_set(spec.get("selector")),
    ]
