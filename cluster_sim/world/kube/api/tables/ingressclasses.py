"""How ``kubectl get ingressclasses`` shows an IngressClass (printIngressClass)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Controller"),
    Column("Parameters"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one IngressClass; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    controller = spec.get("controller", "")
    return [obj["metadata"]["name"], controller, _parameters(spec), age(obj, now)]


def _parameters(spec: Object) -> str:
    found = spec.get("parameters")
    if not found:
        return "<none>"
    group = f".{found['apiGroup']}" if found.get("apiGroup") is not None else ""
    return f"{found['kind']}{group}/{found['name']}"
