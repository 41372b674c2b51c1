"""Takes back the condition DisruptionTarget of pods that nobody deleted after all.

pkg/controller/disruption/disruption.go (syncStalePodDisruption)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition, with_condition
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import DISRUPTION_TIMEOUT

_TARGET = "DisruptionTarget"


def _of_pod(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and _marked(change.new) is not None:
        yield full_name(change.new)


def _marked(pod: Object) -> dict[str, Any] | None:
    """The condition of a pod that should be leaving and is not; the kubelet's own stays."""
    if is_terminating(pod) or is_finished(pod):
        return None
    found = condition(pod, _TARGET)
    if found is None or found["status"] != "True":
        return None
    return None if found.get("reason") == "TerminationByKubelet" else found


def _sync(client: Client, key: str) -> int | None:
    pod = client.world.store.get("pods", *split_name(key))
    marked = _marked(pod) if pod is not None else None
    if pod is None or marked is None:
        return None
    left = timestamps.parse(marked["lastTransitionTime"]) + DISRUPTION_TIMEOUT - client.now
    if left > 0:
        return left
    cleared = {
        "type": _TARGET,
        "status": "False",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(client.now),
    }
    status = with_condition(pod.get("status") or {}, cleared)
    client.update_status("pods", {**pod, "status": status})
    return None


CONTROLLER = Controller("stale-pod-disruption", {"pods": _of_pod}, _sync)
