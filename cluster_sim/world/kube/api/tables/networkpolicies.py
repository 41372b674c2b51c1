"""How ``kubectl get networkpolicies`` shows one (printNetworkPolicy)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Pod-Selector"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one NetworkPolicy; ``now`` in Unix microseconds."""
    selector = labels.format_object(obj.get("spec", {}).get("podSelector") or {})
    return [obj["metadata"]["name"], selector, age(obj, now)]
