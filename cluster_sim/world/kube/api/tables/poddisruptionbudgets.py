"""How ``kubectl get poddisruptionbudgets`` shows one (printPodDisruptionBudget)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Min Available"),
    Column("Max Unavailable"),
    Column("Allowed Disruptions"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PodDisruptionBudget; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    return [
        obj["metadata"]["name"],
        str(spec.get("minAvailable", "N/A")),
        str(spec.get("maxUnavailable", "N/A")),
        obj.get("status", {}).get("disruptionsAllowed", 0),
        age(obj, now),
    ]
