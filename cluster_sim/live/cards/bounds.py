"""Cards of what bounds a namespace or guards its pods: quotas, budgets, autoscalers."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity, refused_evictions

# Where each type of metric keeps its facts, and its name there.
_METRICS = {
    "Resource": ("resource", "name"),
    "ContainerResource": ("containerResource", "name"),
    "Pods": ("pods", "metric"),
    "Object": ("object", "metric"),
    "External": ("external", "metric"),
}
_PERCENT = "averageUtilization"


def quota(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """What is used of each thing that is counted."""
    status = obj.get("status") or {}
    hard, used = status.get("hard") or {}, status.get("used") or {}
    return {
        "used": [_share(name, used.get(name, "0"), hard[name]) for name in sorted(hard)],
        "labels": labels(obj),
    }


def _share(name: str, used: Any, hard: Any) -> dict[str, Any]:
    most, taken = quantity.milli(hard), quantity.milli(used)
    return {
        "name": name,
        "used": quantity.canonical(used),
        "hard": quantity.canonical(hard),
        "share": taken / most if most else 1.0,
    }


def budget(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """How many of its pods may go, and the last that it kept."""
    spec, status, meta = obj.get("spec") or {}, obj.get("status") or {}, obj["metadata"]
    return {
        "allowed": status.get("disruptionsAllowed", 0),
        "healthy": status.get("currentHealthy", 0),
        "needed": status.get("desiredHealthy", 0),
        "expected": status.get("expectedPods", 0),
        "minAvailable": spec.get("minAvailable"),
        "maxUnavailable": spec.get("maxUnavailable"),
        "selector": spec.get("selector") or {},
        "held": refused_evictions.last(world, meta["namespace"], meta["name"]),
        "labels": labels(obj),
    }


def autoscaler(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """What is measured against what is wanted, and what follows for the replicas."""
    spec, status = obj["spec"], obj.get("status") or {}
    target = spec.get("scaleTargetRef") or {}
    told = status.get("currentMetrics") or ()
    wanted = spec.get("metrics") or ()
    return {
        "target": {"kind": target.get("kind", ""), "name": target.get("name", "")},
        "min": spec.get("minReplicas", 1),
        "max": spec.get("maxReplicas", 0),
        "current": status.get("currentReplicas", 0),
        "desired": status.get("desiredReplicas", 0),
        "metrics": [
            _metric(each, told[at] if at < len(told) else {}) for at, each in enumerate(wanted)
        ],
        "conditions": {
            each["type"]: [each["status"], each.get("reason", "")]
            for each in status.get("conditions") or ()
        },
        "labels": labels(obj),
    }


def _metric(spec: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    field, named = _METRICS.get(spec.get("type", ""), ("", ""))
    facts = spec.get(field) or {}
    name = facts.get(named, "")
    target = facts.get("target") or {}
    now = (told.get(field) or {}).get("current") or {}
    kind = next((each for each in (_PERCENT, "averageValue", "value") if each in target), "")
    return {
        "name": name["name"] if isinstance(name, dict) else name,
        "unit": "%" if kind == _PERCENT else "",
        "current": _number(kind, now.get(kind)),
        "target": _number(kind, target.get(kind)),
    }


def _number(kind: str, value: Any) -> int | float | None:
    """Percents as they are, quantities as plain numbers."""
    if value is None or kind == _PERCENT:
        return value
    return quantity.milli(value) / 1000
