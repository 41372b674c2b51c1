"""How many pods a second find their node, from their creation to the Scheduled event.

Nodes are objects without kubelets: what is measured is the API server, its history and the
scheduler, on one core. A real Kubernetes 1.36 control plane with its client limits lifted does
172 pods a second at 1,000 nodes; it uses both cores and writes to etcd.
"""

from __future__ import annotations

import gc
import statistics
import time
from multiprocessing import get_context
from typing import Any, NamedTuple

from bench import Row
from bench._memory import resident
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap, events, indexes, scheduler
from cluster_sim.world.kube.api import allocation, registry
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import cache

RUNS = 3
EPOCH = 1_767_600_000 * SECOND
# Simulated time in which a pod is sure to be scheduled when all wait in one queue.
TIME_EACH = SECOND // 100
GIBIBYTE = 1024**3
LABELS = {"app": "web"}
SPEC = {
    "containers": [
        {
            "name": "web",
            "image": "nginx:1.25",
            "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}},
        }
    ]
}
OWNER = {
    "apiVersion": "apps/v1",
    "kind": "ReplicaSet",
    "name": "web",
    "uid": "web",
    "controller": True,
}


# What pods may ask for beside room, by the word that the rows use.
_NEAR_AND_FAR: dict[str, Any] = {
    "affinity": {
        "podAntiAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": [
                {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": LABELS}}
            ]
        },
        "podAffinity": {
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {
                    "weight": 10,
                    "podAffinityTerm": {
                        "topologyKey": "topology.kubernetes.io/zone",
                        "labelSelector": {"matchLabels": LABELS},
                    },
                }
            ]
        },
    }
}
_SPREAD: dict[str, Any] = {
    "topologySpreadConstraints": [
        {
            "maxSkew": skew,
            "topologyKey": key,
            "whenUnsatisfiable": "DoNotSchedule",
            "labelSelector": {"matchLabels": LABELS},
        }
        for key, skew in (("topology.kubernetes.io/zone", 1), ("kubernetes.io/hostname", 2))
    ]
}
WISHES: dict[str, dict[str, Any]] = {
    "bare pods": {},
    "pods of one ReplicaSet": {},
    "pods spread over zones and hosts": _SPREAD,
    "pods with affinity to each other": _NEAR_AND_FAR,
}
OWNED = "pods of one ReplicaSet"


class Run(NamedTuple):
    """One measured run: wall seconds, and how many bytes the process grew by."""

    seconds: float
    grown: int


def system() -> System:
    """The API server's own parts and the scheduler."""
    made = System()
    indexes.register(made, [resource.key for resource in registry.RESOURCES])
    allocation.register(made)
    events.register(made)
    scheduler.register(made)
    return made


def cluster(nodes: int) -> World:
    """A world with that many nodes of 32 cores in three zones, and an account for pods."""
    world = World(system(), 1, EPOCH)
    bootstrap.create_cluster(world, {})
    client = Client(world, "bench")
    client.create("serviceaccounts", "default", {"metadata": {"name": "default"}})
    for number in range(nodes):
        world.write(Key("nodes", "", f"node-{number}"), _node(number), "bench")
    meta = {"name": "web", "namespace": "default", "uid": "web"}
    spec = {"selector": {"matchLabels": LABELS}}
    replica_set = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": meta, "spec": spec}
    world.write(Key("replicasets.apps", "default", "web"), replica_set, "bench")
    return world


def _node(number: int) -> dict[str, Any]:
    name = f"node-{number}"
    labels = {
        "kubernetes.io/hostname": name,
        "topology.kubernetes.io/zone": f"zone-{number % 3}",
    }
    offered = {"cpu": "32", "memory": "128Gi", "pods": "110", "ephemeral-storage": "100Gi"}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "uid": name, "labels": labels, "resourceVersion": "1"},
        "spec": {},
        "status": {"allocatable": offered, "capacity": offered},
    }


def run(nodes: int, pods: int, wish: str) -> Run:
    """Create the pods, let them be scheduled, count; AssertionError when one was not."""
    owned = wish == OWNED
    world = cluster(nodes)
    gc.collect()
    before = resident()
    began = time.perf_counter()
    client = Client(world, "replicaset-controller" if owned else "student")
    meta = {"labels": LABELS, **({"ownerReferences": [OWNER]} if owned else {})}
    for number in range(pods):
        pod = {"metadata": {"name": f"web-{number}", **meta}, "spec": {**SPEC, **WISHES[wish]}}
        client.create("pods", "default", pod)
    world.run_until(world.now + SECOND + pods * TIME_EACH)
    seconds = time.perf_counter() - began
    told = sum(event["reason"] == "Scheduled" for event in world.store.all("events"))
    bound = sum(bool(pod["spec"].get("nodeName")) for pod in world.store.all("pods"))
    assert bound == told == pods
    return Run(seconds, resident() - before)


class Held(NamedTuple):
    """A full cluster: wall seconds to create it, to picture it, and bytes the process grew by."""

    created: float
    pictured: float
    grown: int


def hold(nodes: int, pods: int) -> Held:
    """Create pods that are on their nodes already, then let the scheduler look at them all."""
    world = cluster(nodes)
    client = Client(world, "bench")
    gc.collect()
    before, began = resident(), time.perf_counter()
    for number in range(pods):
        spec = {**SPEC, "nodeName": f"node-{number % nodes}"}
        meta = {"name": f"web-{number}", "labels": LABELS}
        client.create("pods", "default", {"metadata": meta, "spec": spec})
    created = time.perf_counter()
    seen = cache.built(world)
    assert sum(len(seen.pods_on(node.name)) for node in seen.nodes) == pods
    return Held(created - began, time.perf_counter() - created, resident() - before)


def rows_of_full_cluster(nodes: int, pods: int) -> list[Row]:
    """The cost of a cluster at the limits that Kubernetes itself names."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = pool.apply(hold, (nodes, pods))
    what = f"scheduling: {nodes:,} nodes, {pods:,} pods held"
    return [
        (f"{what}, to create", f"{found.created:.1f} s", ""),
        (f"{what}, for the scheduler to see", f"{found.pictured:.2f} s", ""),
        (f"{what}, memory", f"{found.grown / GIBIBYTE:.2f} GiB", ""),
    ]


def measured(nodes: int, pods: int, wish: str) -> Run:
    """The median of three runs, each in a process of its own."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        runs = [pool.apply(run, (nodes, pods, wish)) for _turn in range(RUNS)]
    seconds = statistics.median(each.seconds for each in runs)
    return Run(seconds, int(statistics.median(each.grown for each in runs)))


def main() -> list[Row]:
    """Pods a second and memory by the size of the cluster, and how the cost of a pod grows."""
    rows: list[Row] = []
    costs: dict[int, float] = {}
    for nodes, pods, wish, target in (
        (100, 5_000, "bare pods", ""),
        (1_000, 10_000, "bare pods", "≥ 1500 pods/s"),
        (1_000, 10_000, OWNED, ""),
        (1_000, 5_000, "pods spread over zones and hosts", "≥ 400 pods/s"),
        (1_000, 1_000, "pods with affinity to each other", "≥ 400 pods/s"),
        (5_000, 30_000, "bare pods", "≥ 700 pods/s"),
        (5_000, 30_000, OWNED, ""),
    ):
        found = measured(nodes, pods, wish)
        what = f"scheduling: {nodes:,} nodes, {pods:,} {wish}"
        rows.append((what, f"{pods / found.seconds:,.0f} pods/s", target))
        if found.grown:
            rows.append((f"{what}, memory", f"{found.grown / GIBIBYTE:.2f} GiB", ""))
        if wish == "bare pods":
            costs[nodes] = found.seconds / pods
    growth = costs[5_000] / costs[100]
    rows.append(("scheduling: cost of a pod, 5,000 nodes to 100", f"{growth:.2f} ×", "< 2 ×"))
    return rows + rows_of_full_cluster(5_000, 150_000)
