"""Pod garbage collector: pods whose node does not exist, and pods that ended unscheduled.

pkg/controller/podgc/gc_controller.go: it looks every 20 s and waits 40 s before it believes that
a node is gone for good (quarantineTime); more than 12,500 finished pods are thinned out.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import with_condition
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import SECOND

NAME = "pod-garbage-collector"
_LOOK = 20 * SECOND
_QUARANTINE = 40 * SECOND
_AT_ONCE = DeleteOptions(grace_seconds=0)
# Nodes that went: name → when, world µs.
_GONE = "pod garbage collector"


def _of_node(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        world.remember(_GONE).pop(change.key.name, None)
        return
    world.remember(_GONE)[change.key.name] = world.now
    for pod in world.store.by_index("pods", NODE, change.key.name):
        yield full_name(pod)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    pod = change.new
    if pod is None:
        return
    node = pod["spec"].get("nodeName")
    if (is_terminating(pod) and not node) or (
        node and change.old is None and world.store.get("nodes", "", node) is None
    ):
        yield full_name(pod)


def _sync(client: Client, key: str) -> int | None:
    world = client.world
    pod = world.store.get("pods", *split_name(key))
    if pod is None:
        return None
    node = pod["spec"].get("nodeName", "")
    if not node:
        if is_terminating(pod):
            client.delete("pods", *split_name(key), _AT_ONCE)
        return None
    if world.store.get("nodes", "", node) is not None:
        return None
    missed = world.remember(_GONE).setdefault(node, world.now)
    noticed = missed - missed % -_LOOK
    left = noticed + _QUARANTINE - world.now
    if left > 0:
        return left
    _fail_and_delete(client, pod)
    return None


def _fail_and_delete(client: Client, pod: Object) -> None:
    if not is_finished(pod):
        target = {
            "type": "DisruptionTarget",
            "status": "True",
            "lastProbeTime": None,
            "lastTransitionTime": timestamps.time(client.now),
            "reason": "DeletionByPodGC",
            "message": "PodGC: node no longer exists",
            "observedGeneration": pod["metadata"].get("generation", 1),
        }
        status = with_condition(pod.get("status") or {}, target)
        client.update_status("pods", {**pod, "status": {**status, "phase": "Failed"}})
    client.delete("pods", *split_name(full_name(pod)), _AT_ONCE)


CONTROLLER = Controller(NAME, {"nodes": _of_node, "pods": _of_pod}, _sync)
