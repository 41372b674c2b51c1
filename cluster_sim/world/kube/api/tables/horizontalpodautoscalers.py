"""How ``kubectl get horizontalpodautoscalers`` shows one (printHorizontalPodAutoscaler)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Reference"),
    Column("Targets"),
    Column("MinPods"),
    Column("MaxPods"),
    Column("Replicas"),
    Column("Age"),
)

_SHOWN_METRICS = 2
# Metric types that are named in front of their values.
_NAMED = {"Resource": "resource", "ContainerResource": "containerResource"}
_OTHERS = {"External": "external", "Pods": "pods", "Object": "object"}


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one HorizontalPodAutoscaler (v2); ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    target = spec.get("scaleTargetRef") or {}
    return [
        obj["metadata"]["name"],
        f"{target.get('kind', '')}/{target.get('name', '')}",
        _metrics(spec.get("metrics") or [], status.get("currentMetrics") or []),
        str(spec.get("minReplicas", "<unset>")),
        spec.get("maxReplicas", 0),
        status.get("currentReplicas", 0),
        age(obj, now),
    ]


def _metrics(specs: list[Object], statuses: list[Object]) -> str:
    if not specs:
        return "<none>"
    texts = [
        _metric(spec, statuses[at] if at < len(statuses) else {}) for at, spec in enumerate(specs)
    ]
    shown = ", ".join(texts[:_SHOWN_METRICS])
    if len(texts) > _SHOWN_METRICS:
        return f"{shown} + {len(texts) - _SHOWN_METRICS} more..."
    return shown


def _metric(spec: Object, status: Object) -> str:
    kind = spec.get("type", "")
    field = _NAMED.get(kind) or _OTHERS.get(kind)
    if field is None:
        return "<unknown type>"
    target = spec.get(field, {}).get("target") or {}
    current = (status.get(field) or {}).get("current") or {}
    if kind in _NAMED:
        return f"{spec[field].get('name', '')}: {_resource_values(target, current)}"
    return _other_values(kind, target, current)


def _resource_values(target: Object, current: Object) -> str:
    if target.get("averageValue") is not None:
        return f"{measured(current.get('averageValue'))}/{measured(target['averageValue'])}"
    wanted = target.get("averageUtilization")
    now = current.get("averageUtilization")
    return f"{_percent(now, '<unknown>')}/{_percent(wanted, '<auto>')}"


def _other_values(kind: str, target: Object, current: Object) -> str:
    if target.get("averageValue") is None:
        return f"{measured(current.get('value'))}/{measured(target.get('value'))}"
    text = f"{measured(current.get('averageValue'))}/{measured(target['averageValue'])}"
    return text if kind == "Pods" else f"{text} (avg)"


def measured(value: str | None) -> str:
    """A quantity as kubectl shows it, also one that nobody has measured."""
    return "<unknown>" if value is None else quantity.canonical(value)


def _percent(value: int | None, missing: str) -> str:
    return missing if value is None else f"{value}%"
