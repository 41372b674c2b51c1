"""The status of a HorizontalPodAutoscaler, as one look of its controller leaves it.

pkg/controller/podautoscaler/horizontal.go (setCondition, setStatus)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_limits import Reason

ABLE, ACTIVE, LIMITED = "AbleToScale", "ScalingActive", "ScalingLimited"


class Report:
    """What a look finds out, collected until it is written."""

    def __init__(self, autoscaler: Object, now: int) -> None:
        self._status: dict[str, Any] = autoscaler.get("status") or {}
        self._now = now
        self._conditions = [dict(each) for each in self._status.get("conditions") or ()]
        self._numbers: dict[str, Any] = {
            key: self._status[key]
            for key in ("currentReplicas", "desiredReplicas", "currentMetrics", "lastScaleTime")
            if key in self._status
        }

    def note(self, kind: str, holds: bool, why: Reason) -> None:
        """Set a condition; its time changes only when its status does."""
        status = "True" if holds else "False"
        new = {
            "type": kind,
            "status": status,
            "lastTransitionTime": timestamps.time(self._now),
            "reason": why[0],
            "message": why[1],
        }
        for at, old in enumerate(self._conditions):
            if old["type"] == kind:
                if old["status"] == status:
                    new["lastTransitionTime"] = old["lastTransitionTime"]
                self._conditions[at] = new
                return
        self._conditions.append(new)

    def count(self, current: int, desired: int | None, metrics: list[Object]) -> None:
        """Say how many replicas there are and should be (None: as before), and what they use."""
        wanted = self._status.get("desiredReplicas", 0) if desired is None else desired
        self._numbers = {"currentReplicas": current, "desiredReplicas": wanted}
        if metrics:
            self._numbers["currentMetrics"] = metrics
        if "lastScaleTime" in self._status:
            self._numbers["lastScaleTime"] = self._status["lastScaleTime"]

    def scaled(self) -> None:
        """Say that the replicas were changed just now."""
        self._numbers["lastScaleTime"] = timestamps.time(self._now)

    @property
    def status(self) -> Object:
        """The status to write."""
        made: Object = {"desiredReplicas": 0, "currentMetrics": None, **self._numbers}
        if not made.get("currentReplicas"):
            made.pop("currentReplicas", None)
        return {**made, "conditions": self._conditions} if self._conditions else made
