"""Defaults of priority levels and flow schemas (pkg/apis/flowcontrol/v1/defaults.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.resource import Object

_PRECEDENCE: Final = 1000
_QUEUING: Final = {"queues": 64, "handSize": 8, "queueLengthLimit": 50}
_SHARES: Final = 30


def default_flow_schema(obj: Object) -> Object:
    """A FlowSchema in the middle of all."""
    return {**obj, "spec": {"matchingPrecedence": _PRECEDENCE, **(obj.get("spec") or {})}}


def default_priority_level(obj: Object) -> Object:
    """A limited priority level lends nothing and rejects what it has no seat for."""
    spec = dict(obj.get("spec") or {})
    if spec.get("limited") is not None:
        spec["limited"] = _limited(spec["limited"])
    if spec.get("exempt") is not None:
        shares = {"nominalConcurrencyShares": 0, "lendablePercent": 0}
        spec["exempt"] = {**shares, **spec["exempt"]}
    return {**obj, "spec": spec}


def _limited(limited: dict[str, Any]) -> dict[str, Any]:
    filled = {"nominalConcurrencyShares": _SHARES, "lendablePercent": 0, **limited}
    response = filled.get("limitResponse") or {}
    if response.get("queuing") is not None:
        response = {**response, "queuing": {**_QUEUING, **response["queuing"]}}
        filled["limitResponse"] = response
    return filled
