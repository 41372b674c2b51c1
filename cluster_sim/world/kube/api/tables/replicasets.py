"""How ``kubectl get replicasets`` shows a ReplicaSet (printReplicaSet)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Desired"),
    Column("Current"),
    Column("Ready"),
    Column("Age"),
    *containers.COLUMNS,
    Column("Selector", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ReplicaSet; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    pod = spec.get("template", {}).get("spec", {})
    return [
        obj["metadata"]["name"],
        spec.get("replicas", 0),
        status.get("replicas", 0),
        status.get("readyReplicas", 0),
        age(obj, now),
        *containers.cells(pod),
        labels.format_object(spec.get("selector")),
    ]
