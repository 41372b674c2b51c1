"""The table of APIServices (kube-aggregator/pkg/registry/apiservice/etcd/etcd.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (Column("Name"), Column("Service"), Column("Available"), Column("Age"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one APIService; ``now`` in Unix microseconds."""
    service = (obj.get("spec") or {}).get("service")
    shown = f"{service.get('namespace', '')}/{service.get('name', '')}" if service else "Local"
    return [obj["metadata"]["name"], shown, _available(obj), age(obj, now)]


def _available(obj: Object) -> str:
    for condition in (obj.get("status") or {}).get("conditions") or ():
        if condition["type"] == "Available":
            if condition["status"] == "True":
                return "True"
            return f"{condition['status']} ({condition.get('reason', '')})"
    return "Unknown"
