"""What the metrics server knows of pods and nodes: the means between its last two looks.

metrics-server, pkg/storage: it looks every 15 seconds; a container is told of when it was seen
twice, or when it started at least ten seconds before it was first seen. Nothing is kept: the last
look is worked out when somebody asks.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import duration, quantity, timestamps
from cluster_sim.world.kube.api.meta import full_name, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.resources import nodemetrics, podmetrics
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.kubelet import averages, readings
from cluster_sim.world.kube.kubelet.machines import machine_of
from cluster_sim.world.kube.kubelet.nodeobject import milli_of
from cluster_sim.world.kube.timings import METRICS_RESOLUTION

_NANO: Final = -9
_NANO_PER_MILLI: Final = 1_000_000


def last_look(world: World) -> int:
    """When the metrics server last looked (Unix µs)."""
    return world.unix - world.now % METRICS_RESOLUTION


def pod_metrics(world: World, pod: Object) -> Object | None:
    """The PodMetrics of a pod; None while there are none."""
    means = _means(world, full_name(pod))
    if not means:
        return None
    window = min(each.window for each in means)
    containers = [
        {"name": each.name, "usage": _usage(each.cpu, each.memory)}
        for each in sorted(means, key=lambda each: each.name)
    ]
    made = _measured(podmetrics.RESOURCE.kind, world, pod, window)
    made["metadata"]["namespace"] = namespace_of(pod)
    return {**made, "containers": containers}


def node_metrics(world: World, node: Object) -> Object | None:
    """The NodeMetrics of a node; None while there are none."""
    name = name_of(node)
    machine, looked = machine_of(world, name), last_look(world)
    if machine is None or not machine["up"] or machine["since"] > looked - METRICS_RESOLUTION:
        return None
    cpu, memory = readings.NODE_CPU * _NANO_PER_MILLI, readings.NODE_MEMORY
    for namespace, pod in world.store.bucket("pods", NODE, name):
        for mean in _means(world, f"{namespace}/{pod}"):
            cpu, memory = cpu + mean.cpu, memory + mean.memory
    cpu = min(cpu, milli_of(world, name) * _NANO_PER_MILLI)
    made = _measured(nodemetrics.RESOURCE.kind, world, node, METRICS_RESOLUTION)
    return {**made, "usage": _usage(cpu, memory)}


def _means(world: World, key: str) -> list[averages.Mean]:
    looked = last_look(world)
    return averages.means_of(world, key, looked - METRICS_RESOLUTION, looked)


def _measured(kind: str, world: World, about: Object, window: int) -> Object:
    meta = {"name": name_of(about), "creationTimestamp": timestamps.time(world.unix)}
    labels = about["metadata"].get("labels")
    if labels:
        meta["labels"] = labels
    return {
        "kind": kind,
        "apiVersion": podmetrics.RESOURCE.api_version,
        "metadata": meta,
        "timestamp": timestamps.time(last_look(world)),
        "window": duration.text(window),
    }


def _usage(cpu: int, memory: int) -> dict[str, str]:
    """Billionths of a core and bytes, as quantities (whole Ki, as the kubelet's working set)."""
    return {
        "cpu": quantity.of_scaled(cpu, _NANO).text,
        "memory": quantity.of(memory >> 10 << 10, quantity.BINARY_SI).text,
    }
