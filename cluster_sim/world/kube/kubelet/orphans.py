"""Pods that were deleted by force while their containers ran: the kubelet stops those it finds.

Nobody waits for it: the object is gone, and what the kubelet still says of it is an event
(pkg/kubelet/pod_workers.go: a pod that is removed is terminated).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import machines, telling
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Record, forget

FOUND = "kubelet orphans found"
_WAITING = "kubelet orphans"


def leave(world: World, key: str, record: Record) -> None:
    """The pod of the record is no more. A kubelet that stands still finds out when it goes on."""
    node = record["node"]
    if machines.is_paused(world, node):
        waiting = world.remember(_WAITING)
        waiting[node] = (*waiting.get(node, ()), _remains(record))
    elif machines.is_up(world, node):
        _end(world, node, _remains(record))
    forget(world, key)


def end_all(world: World, node: str) -> None:
    """Handler: a kubelet that goes on ends what was deleted while it stood still."""
    if not machines.is_up(world, node):
        return
    for remains in world.remember(_WAITING).pop(node, ()):
        _end(world, node, remains)


def lose_all(world: World, node: str) -> None:
    """The machine was switched off: nothing is left to end."""
    world.remember(_WAITING).pop(node, None)


def _remains(record: Record) -> dict[str, Any]:
    """What is needed to speak of the pod, and the containers of it that still run."""
    meta = {each: record[each] for each in ("namespace", "name", "uid")}
    running = [
        (each["kind"], each["name"])
        for each in record["containers"].values()
        if each["stage"] == RUNNING and not each.get("stopped_for")
    ]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "running": tuple(running)}


def _end(world: World, node: str, remains: dict[str, Any]) -> None:
    client = machines.client_of(world, node)
    for kind, name in remains["running"]:
        part = telling.part_of(kind, name)
        telling.normal(client, remains, "Killing", f"Stopping container {name}", part)
