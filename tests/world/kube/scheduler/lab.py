"""A cluster with an API server and a scheduler, and nobody else."""

from __future__ import annotations

from functools import cache
from typing import Any

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import events, indexes, scheduler
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.client import Client

Object = dict[str, Any]
START = 1_767_600_000 * SECOND


@cache
def _system() -> System:
    system = System()
    indexes.register(system, [resource.key for resource in registry.RESOURCES])
    events.register(system)
    scheduler.register(system)
    return system


class Lab:
    """Short words for what the stories do."""

    def __init__(self, nodes: int = 3, seed: int = 1, world: World | None = None) -> None:
        self.world = world or World(_system(), seed, START)
        self.client = Client(self.world, "student")
        if world is None:
            self._put("namespaces", "", {"kind": "Namespace", "metadata": {"name": "default"}})
            self.add_class("system-cluster-critical", 2_000_000_000)
            account = {"name": "default", "namespace": "default"}
            self._put("serviceaccounts", "default", {"kind": "ServiceAccount", "metadata": account})
            for number in range(1, nodes + 1):
                self.add_node(f"noeud-{number}", zone=f"zone-{number}")

    def add_class(self, name: str, value: int, **more: Any) -> None:
        body = {"metadata": {"name": name}, "value": value, **more}
        self.client.create("priorityclasses.scheduling.k8s.io", "", body)

    def _put(self, resource: str, namespace: str, obj: Object) -> None:
        self.world.write(Key(resource, namespace, obj["metadata"]["name"]), obj, "scenario")

    def add_node(self, name: str, zone: str = "", **allocatable: str) -> None:
        labels = {"kubernetes.io/hostname": name}
        if zone:
            labels["topology.kubernetes.io/zone"] = zone
        offered = {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "100Gi"}
        node = {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": name, "labels": labels},
            "spec": {},
            "status": {"allocatable": {**offered, **allocatable}},
        }
        self._put("nodes", "", node)

    def change_node(self, name: str, labels: Object | None = None, **spec: Any) -> None:
        node = self.world.store.get("nodes", "", name)
        assert node is not None
        meta = {**node["metadata"], "labels": {**node["metadata"]["labels"], **(labels or {})}}
        self._put("nodes", "", {**node, "metadata": meta, "spec": {**node["spec"], **spec}})

    def create(self, name: str, cpu: str = "", meta: Object | None = None, **spec: Any) -> None:
        requests = {"cpu": cpu} if cpu else {}
        container = {"name": "c", "image": "nginx:1.25", "resources": {"requests": requests}}
        pod = {
            "metadata": {"name": name, **(meta or {})},
            "spec": {"containers": [container], **spec},
        }
        self.client.create("pods", "default", pod)

    def replicas(self, count: int, cpu: str = "") -> None:
        labels = {"app": "web"}
        meta = {"name": "web-1", "namespace": "default", "uid": "web-1"}
        spec = {"selector": {"matchLabels": labels}}
        self._put(
            "replicasets.apps", "default", {"kind": "ReplicaSet", "metadata": meta, "spec": spec}
        )
        owner = {
            "apiVersion": "apps/v1",
            "kind": "ReplicaSet",
            "name": "web-1",
            "uid": "web-1",
            "controller": True,
        }
        for number in range(count):
            self.create(f"web-{number}", cpu, {"labels": labels, "ownerReferences": [owner]})

    def run(self, seconds: float) -> None:
        self.world.run_until(self.world.now + round(seconds * SECOND))

    def pod(self, name: str) -> Object:
        found = self.world.store.get("pods", "default", name)
        assert found is not None
        return found

    def node_of(self, name: str) -> str:
        return str(self.pod(name)["spec"].get("nodeName", ""))

    def complaint(self, name: str) -> str:
        for condition in self.pod(name)["status"].get("conditions", ()):
            if condition["type"] == "PodScheduled" and condition["status"] == "False":
                return str(condition["message"])
        return ""

    def said(self, name: str) -> list[tuple[str, str]]:
        return [
            (event["reason"], event["message"])
            for event in self.world.store.all("events")
            if event["involvedObject"]["name"] == name
        ]
