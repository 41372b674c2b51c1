"""How ``kubectl get daemonsets`` shows a DaemonSet (printDaemonSet)."""

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
    Column("Up-to-date"),
    Column("Available"),
    Column("Node Selector"),
    Column("Age"),
    *containers.COLUMNS,
    Column("Selector", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one DaemonSet; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    pod = spec.get("template", {}).get("spec", {})
    return [
        obj["metadata"]["name"],
        status.get("desiredNumberScheduled", 0),
        status.get("currentNumberScheduled", 0),
        status.get("numberReady", 0),
        status.get("updatedNumberScheduled", 0),
        status.get("numberAvailable", 0),
        labels.format_set(pod.get("nodeSelector")),
        age(obj, now),
        *containers.cells(pod),
        labels.format_object(spec.get("selector")),
    ]
