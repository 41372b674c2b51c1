"""Operations on tables: the cells that the API server answers for an object."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.tables import ingresses, services, table_for
from cluster_sim.world.kube.api.tables.ages import since

# Kinds whose plural is not the lower-case kind with an s, and the groups of all kinds.
_PLURALS = {
    "Endpoints": "endpoints",
    "Ingress": "ingresses",
    "IngressClass": "ingressclasses",
    "NetworkPolicy": "networkpolicies",
    "PriorityClass": "priorityclasses",
    "RuntimeClass": "runtimeclasses",
    "StorageClass": "storageclasses",
    "ComponentStatus": "componentstatuses",
}
# The two kinds whose narrow form clips a cell (GenerateOptions.Wide).
_CLIPPING = {"Service": services, "Ingress": ingresses}


def row(question: dict[str, Any]) -> list[Any]:
    """The cells of the object at ``now``, without the wide ones unless asked for."""
    kind, obj = question["kind"], question["object"]
    now = timestamps.parse(question["now"])
    if kind == "age":
        return [since(obj["timestamp"], now)]
    obj = _complete(obj)
    table = table_for(_key(kind, obj.get("apiVersion", "v1")))
    cells = table.row(obj, now)
    if question.get("wide"):
        return cells
    if kind in _CLIPPING:
        cells = _CLIPPING[kind].row(obj, now, wide=False)
    return [cell for cell, column in zip(cells, table.COLUMNS, strict=True) if not column.wide]


def _key(kind: str, api_version: str) -> str:
    plural = _PLURALS.get(kind, kind.lower() + "s")
    group, slash, _version = api_version.partition("/")
    return f"{plural}.{group}" if slash else plural


def _complete(obj: dict[str, Any]) -> dict[str, Any]:
    """The object with containers in place of their number, and with a name."""
    spec = dict(obj.get("spec") or {})
    for field in ("containers", "initContainers"):
        if isinstance(spec.get(field), int):
            spec[field] = [{}] * spec[field]
    metadata = {"name": "", **(obj.get("metadata") or {})}
    return {**obj, "metadata": metadata, "spec": spec}


OPS = {"printers.row": row}
