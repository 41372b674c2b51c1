"""How ``kubectl get deployments`` shows a Deployment (printDeployment)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Ready"),
    Column("Up-to-date"),
    Column("Available"),
    Column("Age"),
    *containers.COLUMNS,
    Column("Selector", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Deployment; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    pod = spec.get("template", {}).get("spec", {})
    return [
        obj["metadata"]["name"],
        f"{status.get('readyReplicas', 0)}/{spec.get('replicas', 0)}",
        status.get("updatedReplicas", 0),
        status.get("availableReplicas", 0),
        age(obj, now),
        *containers.cells(pod),
        str(labels.of_object(spec.get("selector"))),
    ]
