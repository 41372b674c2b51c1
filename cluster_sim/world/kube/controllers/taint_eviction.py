"""Taint eviction: a pod leaves a node whose NoExecute taints it bears no longer.

pkg/controller/tainteviction/taint_eviction.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import with_condition
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.taints import (
    NO_EXECUTE,
    Taint,
    taints_of,
    tolerated_seconds,
)
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.timings import SECOND

NAME = "taint-eviction-controller"
# Pods that wait for the end of their toleration: full name → (uid, since when), world µs.
_WAITING = "taint eviction"


def _of_node(world: World, change: Change) -> Iterator[str]:
    if change.new is None:
        return
    before = taints_of(change.old, NO_EXECUTE) if change.old else []
    if before != taints_of(change.new, NO_EXECUTE):
        for pod in world.store.by_index("pods", NODE, change.key.name):
            yield full_name(pod)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    """A pod that has just come to a tainted node, or whose tolerations changed."""
    pod = change.new
    if pod is None or not pod["spec"].get("nodeName"):
        return
    old = change.old
    if old is not None and old["spec"] is pod["spec"]:
        return
    node = world.store.get("nodes", "", pod["spec"]["nodeName"])
    if node is not None and taints_of(node, NO_EXECUTE):
        yield full_name(pod)


def _sync(client: Client, key: str) -> int | None:
    world, waiting = client.world, client.world.remember(_WAITING)
    pod = world.store.get("pods", *split_name(key))
    taints = _no_execute(world, pod) if pod is not None else []
    if pod is None or is_terminating(pod) or not taints:
        _cancel(client, key, pod)
        return None
    bears = tolerated_seconds(pod, taints)
    if bears is None:
        _evict(client, pod)
        return None
    if bears == float("inf"):
        _cancel(client, key, pod)
        return None
    uid, since = waiting.get(key, ("", 0))
    if uid != pod["metadata"]["uid"]:
        since = world.now
        waiting[key] = (pod["metadata"]["uid"], since)
    left = since + int(bears) * SECOND - world.now
    if left > 0:
        return left
    _evict(client, pod)
    return None


def _no_execute(world: World, pod: Object) -> list[Taint]:
    node = world.store.get("nodes", "", pod["spec"].get("nodeName", ""))
    return taints_of(node, NO_EXECUTE) if node is not None else []


def _cancel(client: Client, key: str, pod: Object | None) -> None:
    if client.world.remember(_WAITING).pop(key, None) and pod and not is_terminating(pod):
        message = f"Cancelling deletion of Pod {key}"
        events.record(client, pod, events.NORMAL, "TaintManagerEviction", message, NAME)


def _evict(client: Client, pod: Object) -> None:
    key = full_name(pod)
    client.world.remember(_WAITING).pop(key, None)
    message = f"Marking for deletion Pod {key}"
    events.record(client, pod, events.NORMAL, "TaintManagerEviction", message, NAME)
    target = {
        "type": "DisruptionTarget",
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(client.now),
        "reason": "DeletionByTaintManager",
        "message": "Taint manager: deleting due to NoExecute taint",
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    status = with_condition(pod.get("status") or {}, target)
    try:
        client.update_status("pods", {**pod, "status": status})
        client.delete("pods", *split_name(key))
    except StatusError as gone:
        if gone.reason != "NotFound":
            raise


CONTROLLER = Controller(NAME, {"nodes": _of_node, "pods": _of_pod}, _sync)
