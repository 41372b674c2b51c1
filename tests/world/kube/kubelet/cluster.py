"""A small cluster without a scheduler: pods are bound by hand and only kubelets are at work."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor import registration as hypervisor
from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap, events, indexes, kubelet
from cluster_sim.world.kube.api import allocation, registry, timestamps
from cluster_sim.world.kube.client import Client

GIB = 1 << 30
EPOCH = timestamps.parse("2026-01-05T08:00:00Z")


def made_system() -> System:
    system = System()
    hypervisor.register(system)
    indexes.register(system, [resource.key for resource in registry.RESOURCES])
    allocation.register(system)
    events.register(system)
    kubelet.register(system)
    return system


def cluster(nodes: int = 1, seed: int = 7) -> World:
    """A cluster of that many nodes, five seconds old."""
    world = World(made_system(), seed, EPOCH)
    bootstrap.create_cluster(world, {})
    client = Client(world, "test")
    for namespace in ("default", "kube-system"):
        client.create("serviceaccounts", namespace, {"metadata": {"name": "default"}})
    for number in range(1, nodes + 1):
        add_host(world, f"baie-{number}", 8, 32 * GIB)
        add_vm(world, f"vm-{number}", f"baie-{number}", 4, 8 * GIB, node=f"noeud-{number}")
    world.run_until(5 * SECOND)
    return world


def pod(name: str, container: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A pod of one container, bound to the first node unless ``nodeName`` says otherwise."""
    containers = [{"name": "c", **container}]
    spec = {"nodeName": "noeud-1", "containers": containers, **spec}
    return {"metadata": {"name": name, "namespace": "default"}, "spec": spec}


def shell(script: str, **more: Any) -> dict[str, Any]:
    """A busybox container that runs a script."""
    return {"image": "busybox:1.36", "command": ["sh", "-c", script], **more}


def create(world: World, *pods: dict[str, Any]) -> None:
    for each in pods:
        Client(world, "student").create("pods", "default", each)


def stored(world: World, name: str) -> dict[str, Any]:
    found = world.store.get("pods", "default", name)
    assert found is not None
    return found


def status_of(world: World, name: str) -> dict[str, Any]:
    """The status of the pod's only container."""
    return stored(world, name)["status"]["containerStatuses"][0]


def said(world: World, name: str) -> list[tuple[str, str, int]]:
    """Reason, message and count of the events about a pod, in order."""
    return [
        (event["reason"], event["message"], event["count"])
        for event in world.store.all("events")
        if event["involvedObject"]["name"] == name
    ]


def moments(world: World, name: str, field: Any) -> list[tuple[int, Any]]:
    """When ``field`` of the pod's status took which values: (world µs, value), changes only."""
    found: list[tuple[int, Any]] = []
    for change in world.history.changes:
        if change.key != ("pods", "default", name) or change.new is None:
            continue
        value = field(change.new)
        if not found or found[-1][1] != value:
            found.append((change.time, value))
    return found
