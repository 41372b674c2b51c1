"""The portrait of an autoscaler: what is measured, and what follows from it."""

from __future__ import annotations

from math import ceil
from typing import Any

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    GOOD,
    WAIT,
    Object,
    Portrait,
    Value,
    link,
    moment,
    says,
    table,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import namespace_of

_KINDS = {
    "Deployment": "deployments.apps",
    "StatefulSet": "statefulsets.apps",
    "ReplicaSet": "replicasets.apps",
}
_FIELDS = ("resource", "containerResource", "pods", "object", "external")
_MEASURES = ("averageUtilization", "averageValue", "value")
# kube-controller-manager --horizontal-pod-autoscaler-tolerance
_TOLERANCE = 0.1


def autoscaler(world: World, obj: Object) -> Portrait:
    """Measured against target, the calculation spelt out, and its bounds."""
    spec, status = obj["spec"], obj.get("status") or {}
    target = spec.get("scaleTargetRef") or {}
    now, wanted = status.get("currentReplicas", 0), status.get("desiredReplicas", 0)
    told = status.get("currentMetrics") or ()
    metrics = [
        _metric(each, told[place] if place < len(told) else {})
        for place, each in enumerate(spec.get("metrics") or ())
    ]
    bounds = {"least": spec.get("minReplicas", 1), "most": spec.get("maxReplicas", 0)}
    rows = [
        ("scales", _target(obj, target)),
        ("measures", table(["metric", "measured", "target"], [m[:3] for m in metrics])),
        ("reckons", [_sum(now, each[3], each[4]) for each in metrics if each[3] is not None]),
        ("decides", _decision(obj, wanted)),
        ("bounds", says("hpa.bounds", **bounds)),
        ("lastScaled", moment(world, status.get("lastScaleTime"))),
    ]
    tone, state = _standing(obj, now, wanted)
    return Portrait(rows, tone, state)


def _decision(obj: Object, wanted: int) -> Value:
    """How many it settled on, and that it sticks to what it recommended before, if it says so."""
    able = condition(obj, "AbleToScale") or {}
    steady = {"ScaleDownStabilized": "hpa.still-high", "ScaleUpStabilized": "hpa.still-low"}
    saying = steady.get(able.get("reason", ""))
    return [says("hpa.wants", count=wanted), *([says(saying)] if saying else [])]


def _target(obj: Object, target: Object) -> Value:
    kind, name = target.get("kind", ""), target.get("name", "")
    if kind not in _KINDS:
        return f"{kind} {name}"
    return link(_KINDS[kind], namespace_of(obj), name, f"{kind} {name}")


def _standing(obj: Object, now: int, wanted: int) -> tuple[str, Value]:
    active = condition(obj, "ScalingActive")
    if active is not None and active["status"] == "False":
        return BAD, says("hpa.blind")
    if now != wanted:
        return WAIT, says("hpa.moves", now=now, wanted=wanted)
    return GOOD, says("hpa.settled", now=now)


def _metric(spec: Object, told: Object) -> list[Any]:
    """Its name, what is measured and what is wanted as texts, and both as numbers."""
    field = next((each for each in _FIELDS if each in spec), "")
    facts: Object = spec.get(field) or {}
    named = facts.get("name") or (facts.get("metric") or {}).get("name", "")
    wanted, now = facts.get("target") or {}, (told.get(field) or {}).get("current") or {}
    measure = next((each for each in _MEASURES if each in wanted), "")
    return [
        named,
        _text(measure, now.get(measure)),
        _text(measure, wanted.get(measure)),
        _number(measure, now.get(measure)),
        _number(measure, wanted.get(measure)),
    ]


def _text(measure: str, value: Any) -> str:
    if value is None:
        return "?"
    return f"{value}\u202f%" if measure == "averageUtilization" else str(value)


def _number(measure: str, value: Any) -> float | None:
    if value is None or measure == "averageUtilization":
        return value
    return quantity.milli(value) / 1000


def _sum(replicas: int, measured: float, target: float) -> Value:
    """replicas × measured / target, rounded up; nothing moves when they are close."""
    args = {"replicas": replicas, "measured": measured, "target": target}
    if not target or abs(measured / target - 1) <= _TOLERANCE:
        return says("hpa.close", **args)
    exact = replicas * measured / target
    return says("hpa.sum", exact=exact, result=ceil(exact), **args)
