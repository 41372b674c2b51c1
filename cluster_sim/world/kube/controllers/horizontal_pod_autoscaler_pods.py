"""Which pods count when a HorizontalPodAutoscaler looks at what they use.

pkg/controller/podautoscaler/replica_calculator.go (groupPods, calculateRequests)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cluster_sim.world.kube.api import quantity, timestamps
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import phase_of
from cluster_sim.world.kube.timings import HPA_CPU_INITIALIZATION, HPA_INITIAL_READINESS


class MetricsError(Exception):
    """What a measurement cannot be had for, in the controller's words."""


class Reading(NamedTuple):
    """A pod's value in thousandths, when it was measured (Unix µs), over how long (µs)."""

    value: int
    at: int
    window: int


class Patience(NamedTuple):
    """How long (µs) after its start a pod's processor use may be that of its beginning, and how
    long after it the first Ready condition may come.
    """

    initialization: int = HPA_CPU_INITIALIZATION
    readiness: int = HPA_INITIAL_READINESS


class Groups(NamedTuple):
    """How many pods count, and the names of those that are not ready, not measured, or going."""

    ready: int
    unready: list[str]
    missing: list[str]
    ignored: list[str]


Readings = Mapping[str, Reading]
USUAL = Patience()


def groups_of(
    pods: Sequence[Object],
    readings: Readings,
    resource: str,
    now: int,
    patience: Patience = USUAL,
) -> Groups:
    """The pods by what can be said of them; ``resource`` is empty for what is no resource."""
    ready, unready, missing, ignored = 0, [], [], []
    for pod in pods:
        name, phase = name_of(pod), phase_of(pod)
        reading = readings.get(name)
        if is_terminating(pod) or phase == "Failed":
            ignored.append(name)
        elif phase == "Pending":
            unready.append(name)
        elif reading is None:
            missing.append(name)
        elif resource == "cpu" and _is_beginning(pod, reading, now, patience):
            unready.append(name)
        else:
            ready += 1
    return Groups(ready, unready, missing, ignored)


def requests_of(pods: Sequence[Object], container: str, resource: str) -> dict[str, int]:
    """What each pod, or one container of each, asks for, in thousandths; MetricsError if one of
    them asks for nothing.
    """
    return {name_of(pod): _request_of(pod, container, resource) for pod in pods}


def _is_beginning(pod: Object, reading: Reading, now: int, patience: Patience) -> bool:
    """Whether the pod's use of the processor may still be that of its start."""
    status = pod.get("status") or {}
    ready = condition(pod, "Ready")
    if ready is None or not status.get("startTime"):
        return True
    started = timestamps.parse(status["startTime"])
    turned = timestamps.parse(ready["lastTransitionTime"]) if "lastTransitionTime" in ready else 0
    if started + patience.initialization > now:
        return ready["status"] == "False" or reading.at < turned + reading.window
    return bool(ready["status"] == "False" and started + patience.readiness > turned)


def _request_of(pod: Object, container: str, resource: str) -> int:
    spec = pod["spec"]
    whole = ((spec.get("resources") or {}).get("requests") or {}).get(resource)
    if whole is not None and not container:
        return quantity.milli(whole)
    sidecars = [each for each in spec.get("initContainers") or () if _is_sidecar(each)]
    total = 0
    for each in (*spec["containers"], *sidecars):
        if container in ("", each["name"]):
            total += _asked(each, name_of(pod), resource)
    return total


def _asked(container: dict[str, Any], pod: str, resource: str) -> int:
    asked = ((container.get("resources") or {}).get("requests") or {}).get(resource)
    if asked is None:
        name = container["name"]
        raise MetricsError(f"missing request for {resource} in container {name} of Pod {pod}")
    return quantity.milli(asked)


def _is_sidecar(container: dict[str, Any]) -> bool:
    return container.get("restartPolicy") == "Always"
