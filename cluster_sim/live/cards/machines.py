"""Cards of what the cluster stands on: hosts, VMs, nodes."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.scheduler.requests import CPU, MEMORY, requested

_ROLE = "node-role.kubernetes.io/"


def host(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """A physical machine."""
    spec = obj["spec"]
    kept = {field: spec[field] for field in ("cpu", "memory", "hypervisor", "type")}
    return {"power": obj["status"]["power"], **kept}


def vm(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """A virtual machine; ``bootDone`` while it boots."""
    spec, status = obj["spec"], obj["status"]
    return {
        "host": spec["host"],
        "phase": status["phase"],
        "cpu": spec["cpu"],
        "memory": spec["memory"],
        "bootDone": status.get("bootDone"),
        "node": spec.get("node") or "",
    }


def node(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """A Kubernetes node with what its pods ask for."""
    name, status = obj["metadata"]["name"], obj.get("status") or {}
    allocatable = status.get("allocatable") or {}
    ready = condition(obj, "Ready")
    addresses = {found["type"]: found["address"] for found in status.get("addresses") or ()}
    labels = obj["metadata"].get("labels") or {}
    return {
        "ready": ready["status"] if ready else "Unknown",
        "cordoned": bool(obj["spec"].get("unschedulable")),
        "vm": _vm_of(world, name),
        "taints": [_taint(taint) for taint in obj["spec"].get("taints") or ()],
        "cpu": quantity.milli(allocatable.get("cpu", 0)),
        "memory": quantity.whole(allocatable.get("memory", 0)),
        "pods": quantity.whole(allocatable.get("pods", 0)),
        "requested": _requested(world, name),
        "roles": [key.removeprefix(_ROLE) for key in labels if key.startswith(_ROLE)],
        "version": (status.get("nodeInfo") or {}).get("kubeletVersion", ""),
        "ip": addresses.get("InternalIP", ""),
        "labels": labels,
    }


def _vm_of(world: World, node_name: str) -> str:
    for machine in world.store.all("vms"):
        if machine["spec"].get("node") == node_name:
            return str(machine["metadata"]["name"])
    return ""


def _taint(taint: dict[str, Any]) -> str:
    value = f"={taint['value']}" if taint.get("value") else ""
    return f"{taint['key']}{value}:{taint['effect']}"


def _requested(world: World, node_name: str) -> dict[str, int]:
    pods = [pod for pod in world.store.by_index("pods", NODE, node_name) if not is_finished(pod)]
    asked = [requested(pod["spec"]) for pod in pods]
    return {
        "cpu": sum(each.get(CPU, 0) for each in asked),
        "memory": sum(each.get(MEMORY, 0) for each in asked),
        "pods": len(pods),
    }
