"""How ``kubectl get statefulsets`` shows a StatefulSet (printStatefulSet)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Ready"),
    Column("Age"),
    *containers.COLUMNS,
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one StatefulSet; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    pod = spec.get("template", {}).get("spec", {})
    ready = f"{status.get('readyReplicas', 0)}/{spec.get('replicas', 0)}"
    return [obj["metadata"]["name"], ready, age(obj, now), *containers.cells(pod)]
