"""How many replicas measurements ask for, on pods made as a case describes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_pods import (
    MetricsError,
    Patience,
    Reading,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_replicas import (
    Proposal,
    Situation,
    by_share,
    by_total,
    by_utilization,
    by_value,
)

_SECOND = 1_000_000
_NOW = 1_767_600_000 * _SECOND
_WINDOW = 60 * _SECOND
# "cool" pods have been there for three minutes, "hot" ones start now.
_SINCE = {"cool": 180 * _SECOND, "hot": 0}
_PATIENCE = Patience(120 * _SECOND, 10 * _SECOND)
_CONTAINERS = ("container1", "container2")


def replicas(case: dict[str, Any]) -> dict[str, int]:
    """The replicas proposed and the use measured."""
    pods = _pods(case)
    seen = Situation(pods, case["currentReplicas"], _NOW, patience=_PATIENCE)
    found = _proposal(case, seen)
    return {"replicas": found.replicas, "utilization": found.usage}


def _proposal(case: dict[str, Any], seen: Situation) -> Proposal:
    kind, levels = case["kind"], case["levelsMilli"]
    if kind in ("object", "external"):
        return by_total(seen, sum(levels), case["target"])
    if kind in ("objectPerPod", "externalPerPod"):
        return by_share(seen.replicas, sum(levels), case["target"], seen.tolerance)
    if not levels:
        raise MetricsError("no metrics returned from resource metrics API")
    if kind == "pods":
        return by_value(seen, _readings(case, 1), case["target"])
    readings = _readings(case, len(_CONTAINERS))
    return by_utilization(seen, readings, "cpu", case["targetUtilization"])


def _readings(case: dict[str, Any], times: int) -> dict[str, Reading]:
    names = case.get("metricPodNames") or [_name(at) for at in range(len(case["levelsMilli"]))]
    values = zip(names, case["levelsMilli"], strict=True)
    return {name: Reading(level * times, _NOW, _WINDOW) for name, level in values}


def _pods(case: dict[str, Any]) -> list[dict[str, Any]]:
    shape = ("requestsCpu", "podReadiness", "podPhase", "podStart")
    count = max(case["currentReplicas"], *(len(case.get(field) or ()) for field in shape))
    if case.get("requestsCpu"):
        count = len(case["requestsCpu"])
    return [_pod(case, at) for at in range(count)]


def _pod(case: dict[str, Any], at: int) -> dict[str, Any]:
    started = timestamps.time(_NOW - _SINCE[_nth(case, "podStart", at, "cool")])
    ready = {
        "type": "Ready",
        "status": _nth(case, "podReadiness", at, "True"),
        "lastTransitionTime": started,
    }
    meta = {"name": _name(at), "namespace": "test"}
    if _nth(case, "podDeleted", at, False):
        meta["deletionTimestamp"] = timestamps.time(_NOW)
    asked = _nth(case, "requestsCpu", at, None)
    resources = {"requests": {"cpu": asked}} if asked else {}
    containers = [{"name": name, "resources": resources} for name in _CONTAINERS]
    phase = _nth(case, "podPhase", at, "Running")
    status = {"phase": phase, "startTime": started, "conditions": [ready]}
    return {"metadata": meta, "spec": {"containers": containers}, "status": status}


def _nth(case: dict[str, Any], field: str, at: int, usual: Any) -> Any:
    values = case.get(field) or ()
    return values[at] if at < len(values) else usual


def _name(at: int) -> str:
    return f"test-pod-{at}"


OPS: dict[str, Callable[[Any], Any]] = {"hpa.replicas": replicas}
