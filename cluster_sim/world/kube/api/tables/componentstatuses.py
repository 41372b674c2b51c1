"""How ``kubectl get componentstatuses`` shows one (printComponentStatus)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (
    Column("Name"),
    Column("Status"),
    Column("Message"),
    Column("Error"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ComponentStatus."""
    name = obj["metadata"]["name"]
    for condition in obj.get("conditions") or []:
        if condition.get("type") == "Healthy":
            status = "Healthy" if condition.get("status") == "True" else "Unhealthy"
            return [name, status, condition.get("message", ""), condition.get("error", "")]
    return [name, "Unknown", "", ""]
