"""Node lifecycle: who notices that a node has gone silent, when, and what follows.

The controller looks at each node every ``--node-monitor-period``; a node whose lease it has not
seen renewed for ``--node-monitor-grace-period`` becomes NotReady (condition Unknown), is tainted,
and its pods count as not ready. When too much of a zone is silent at once, the fault may lie
with the controller itself: it then taints more slowly or not at all.
pkg/controller/nodelifecycle/node_lifecycle_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition, is_true, with_condition
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.node_zones import evicts
from cluster_sim.world.kube.controllers.taints import (
    NO_EXECUTE,
    NO_SCHEDULE,
    NOT_READY,
    UNREACHABLE,
    UNSCHEDULABLE,
)
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.kubelet.heartbeats import last_heartbeat
from cluster_sim.world.kube.kubelet.machines import machine_of
from cluster_sim.world.kube.timings import MILLISECOND, NODE_MONITOR_GRACE, NODE_MONITOR_PERIOD

NAME = "node-lifecycle-controller"
# The name under which it speaks in Events.
_SPEAKER = "node-controller"
_REPORTED = ("Ready", "MemoryPressure", "DiskPressure", "PIDPressure")
_CONDITION_TAINTS = {
    "MemoryPressure": "node.kubernetes.io/memory-pressure",
    "DiskPressure": "node.kubernetes.io/disk-pressure",
    "PIDPressure": "node.kubernetes.io/pid-pressure",
}
_KNOWN = "node lifecycle"
# Nodes that were found silent, and when: pods are only driven away at the next pass, when the
# state of the whole zone is known (scheduler.NodeEvictionPeriod).
_SILENT = "node lifecycle silent"
_EVICTION_PASS = 100 * MILLISECOND


def _of_node(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        yield change.key.name
    # A node more or less, or one more that is silent, changes what its zone bears.
    if change.old is None or change.new is None or _ready(change.old) != _ready(change.new):
        yield from (name for _, name in world.store.table("nodes") if name != change.key.name)


def _of_machine(world: World, change: Change) -> Iterator[str]:
    """Heartbeats are computed, not ticked: what can end or begin them is what to watch."""
    node = ((change.new or change.old or {}).get("spec") or {}).get("node")
    if node:
        yield node


def _ready(node: Object) -> str:
    found = condition(node, "Ready")
    return found["status"] if found else "Unknown"


def _sync(client: Client, name: str) -> int | None:
    node = client.world.store.get("nodes", "", name)
    if node is None:
        client.world.remember(_KNOWN).pop(name, None)
        return None
    _welcome(client, node)
    left = _until_overdue(client.world, name)
    if left == 0:
        node = _mark_silent(client, node)
    if _ready(node) == "True":
        client.world.remember(_SILENT).pop(name, None)
    else:
        _mark_pods(client, node)
        left = _until_pass(client.world, name)
    _adjust_taints(client, node, driving=not left)
    return left or None


def _until_pass(world: World, name: str) -> int:
    """µs until pods may be driven away from a node that was found silent."""
    since = world.remember(_SILENT).setdefault(name, world.now)
    return max(0, int(since) + _EVICTION_PASS - world.now)


def _welcome(client: Client, node: Object) -> None:
    known = client.world.remember(_KNOWN)
    if name_of(node) not in known:
        known[name_of(node)] = node["metadata"]["uid"]
        message = f"Node {name_of(node)} event: Registered Node {name_of(node)} in Controller"
        events.record(client, node, events.NORMAL, "RegisteredNode", message, _SPEAKER)


def _until_overdue(world: World, name: str) -> int | None:
    """µs until the node will have been silent for too long: 0 when it has, None while it beats.

    The controller believes what it sees: a renewal counts from the look that first saw it.
    """
    machine, last = machine_of(world, name), last_heartbeat(world, name)
    if last is None or (machine is not None and machine["up"]):
        return None
    seen = _next_look(last - world.epoch)
    due = _next_look(seen + NODE_MONITOR_GRACE)
    return max(0, due - world.now)


def _next_look(time: int) -> int:
    """The first look at or after ``time``; looks fall on whole periods of the world's clock."""
    return -(-time // NODE_MONITOR_PERIOD) * NODE_MONITOR_PERIOD


def _mark_silent(client: Client, node: Object) -> Object:
    if _ready(node) == "Unknown":
        return node
    status, now = node["status"], timestamps.time(client.now)
    for kind in _REPORTED:
        told = condition(node, kind)
        if told is None or told["status"] == "Unknown":
            continue
        told = {
            **told,
            "status": "Unknown",
            "reason": "NodeStatusUnknown",
            "message": "Kubelet stopped posting node status.",
            "lastTransitionTime": now,
        }
        status = with_condition(status, told)
    marked = client.update_status("nodes", {**node, "status": status})
    _say_not_ready(client, marked)
    return marked


def _say_not_ready(client: Client, node: Object) -> None:
    message = f"Node {name_of(node)} status is now: NodeNotReady"
    events.record(client, node, events.NORMAL, "NodeNotReady", message, _SPEAKER)


def _adjust_taints(client: Client, node: Object, driving: bool) -> None:
    """Bring the taints to what the conditions say; those of others stay as they are."""
    present = node["spec"].get("taints") or []
    wanted = _wanted_taints(client.world, node, driving)
    managed = {UNREACHABLE, NOT_READY, UNSCHEDULABLE, *_CONDITION_TAINTS.values()}
    kept = [t for t in present if t["key"] not in managed or _pair(t) in wanted]
    have = [_pair(t) for t in kept]
    added = [_taint(client, *pair) for pair in wanted if pair not in have]
    taints = kept + added
    if taints == present:
        return
    spec = {key: value for key, value in node["spec"].items() if key != "taints"}
    if taints:
        spec["taints"] = taints
    client.update("nodes", "", {**node, "spec": spec})


def _pair(taint: dict[str, Any]) -> tuple[str, str]:
    return taint["key"], taint["effect"]


def _wanted_taints(world: World, node: Object, driving: bool) -> list[tuple[str, str]]:
    wanted: list[tuple[str, str]] = []
    ready = _ready(node)
    if ready != "True":
        key = UNREACHABLE if ready == "Unknown" else NOT_READY
        wanted.append((key, NO_SCHEDULE))
        if driving and evicts(world, node):
            wanted.append((key, NO_EXECUTE))
    if node["spec"].get("unschedulable"):
        wanted.append((UNSCHEDULABLE, NO_SCHEDULE))
    for kind, key in _CONDITION_TAINTS.items():
        if is_true(node, kind):
            wanted.append((key, NO_SCHEDULE))
    return wanted


def _taint(client: Client, key: str, effect: str) -> dict[str, Any]:
    return {"effect": effect, "key": key, "timeAdded": timestamps.time(client.now)}


def _mark_pods(client: Client, node: Object) -> None:
    """The pods of a silent node are not ready, so that Services leave them out."""
    for pod in client.world.store.by_index("pods", NODE, name_of(node)):
        told = condition(pod, "Ready")
        if told is None or told["status"] != "True" or is_terminating(pod):
            continue
        now = timestamps.time(client.now)
        changed = {**told, "status": "False", "lastTransitionTime": now}
        status = with_condition(pod["status"], changed)
        client.update_status("pods", {**pod, "status": status})
        events.record(client, pod, events.WARNING, "NodeNotReady", "Node is not ready", _SPEAKER)


CONTROLLER = Controller(NAME, {"nodes": _of_node, "vms": _of_machine}, _sync)
