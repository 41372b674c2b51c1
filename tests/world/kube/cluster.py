"""A small running cluster for stories: hosts, VMs and everything of Kubernetes, no people."""

from __future__ import annotations

from functools import cache
from typing import Any

from cluster_sim.world.hypervisor import registration as hypervisor
from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap, registration
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.pod_state import is_active, is_ready

EPOCH = 1_767_600_000 * SECOND
DEPLOYMENTS = "deployments.apps"


@cache
def system() -> System:
    """Machines and Kubernetes."""
    made = System()
    hypervisor.register(made)
    registration.register(made)
    return made


def running(nodes: int = 3, seed: int = 7) -> World:
    """A cluster of so many nodes, one to a host, a minute old and Ready."""
    world = World(system(), seed, EPOCH, now=-60 * SECOND)
    bootstrap.create_cluster(world, {})
    for number in range(1, nodes + 1):
        add_host(world, f"baie-{number}", 8, 32 << 30)
        add_vm(world, f"noeud-{number}", f"baie-{number}", 4, 8 << 30, f"noeud-{number}")
    world.run_until(0)
    return world


def student(world: World) -> Client:
    """A person's client: what it sends is decoded strictly."""
    return Client(world, "student", trusted=False)


def deployment(name: str = "web", replicas: int = 3, **spec: Any) -> dict[str, Any]:
    """A Deployment of nginx."""
    labels = {"app": name}
    template = {
        "metadata": {"labels": labels},
        "spec": {"containers": [{"name": "nginx", "image": "nginx:1.27"}]},
    }
    selector = {"matchLabels": labels}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {"replicas": replicas, "selector": selector, "template": template, **spec},
    }


def wait(world: World, seconds: float) -> None:
    """Let time pass."""
    world.run_until(world.now + int(seconds * SECOND))


def pods(world: World) -> list[dict[str, Any]]:
    """The pods of the namespace default that count."""
    found = world.store.all("pods")
    return [pod for pod in found if pod["metadata"]["namespace"] == "default" and is_active(pod)]


def ready(world: World) -> int:
    """How many of them are ready."""
    return sum(is_ready(pod) for pod in pods(world))


def messages(world: World, reason: str) -> list[str]:
    """What was said under this reason."""
    return [each["message"] for each in world.store.all("events") if each["reason"] == reason]
