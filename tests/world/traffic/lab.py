"""Worlds with workloads to send requests to."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

Object = dict[str, Any]
_SETTLED = 30 * SECOND


def begun() -> World:
    """Three nodes on three hosts, and a flow of visitors to the Service ``web``."""
    return start(system(), scenario("three-nodes"), 7)


def run(world: World, name: str, image: str, replicas: int = 1, **container: Any) -> None:
    """A Deployment whose pods have had the time to start."""
    template = {
        "metadata": {"labels": {"app": name}},
        "spec": {"containers": [{"name": name, "image": image, **container}]},
    }
    spec = {
        "replicas": replicas,
        "selector": {"matchLabels": {"app": name}},
        "template": template,
    }
    made = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}
    _client(world).create("deployments.apps", "default", made)
    world.run_until(world.now + _SETTLED)


def expose(
    world: World, name: str, port: int, target: int, kind: str = "ClusterIP", **spec: Any
) -> None:
    """A Service in front of the pods of a Deployment."""
    spec = {
        "type": kind,
        "selector": {"app": name},
        "ports": [{"port": port, "targetPort": target}],
        **spec,
    }
    made = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}
    _client(world).create("services", "default", made)
    world.run_until(world.now + SECOND)


def scale(world: World, name: str, replicas: int) -> None:
    """Set the replicas, and wait until it is done."""
    _client(world).scale("deployments.apps", "default", name, replicas)
    world.run_until(world.now + _SETTLED)


def pods(world: World, name: str) -> list[Object]:
    """The pods of a Deployment, oldest first."""
    return [
        pod
        for pod in world.store.all("pods")
        if (pod["metadata"].get("labels") or {}).get("app") == name
    ]


def address_of(pod: Object) -> str:
    """The address of a pod."""
    return str(pod["status"]["podIP"])


def node_address(world: World, name: str) -> str:
    """The address of a node."""
    node = world.store.get("nodes", "", name)
    assert node is not None
    return str(node["status"]["addresses"][0]["address"])


def _client(world: World) -> Client:
    return Client(world, "student", trusted=False)
