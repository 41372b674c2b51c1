"""A node runs out of memory: its condition says so, it is tainted, and the greedy have to go.

kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction; messages from
pkg/kubelet/eviction/helpers.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from tests.world.kube.cluster import messages, running, student, wait

MIB = 1 << 20


def stress(name: str, megabytes: int, request: str = "") -> dict[str, Any]:
    words = ["--vm", "1", "--vm-bytes", f"{megabytes}M", "--vm-hang", "1"]
    container: dict[str, Any] = {"name": "c", "image": "polinux/stress", "command": ["stress"]}
    container["args"] = words
    if request:
        container["resources"] = {"requests": {"memory": request}}
    body = {"metadata": {"name": name}, "spec": {"containers": [container]}}
    return {"apiVersion": "v1", "kind": "Pod", **body}


def create(world: World, *pods: dict[str, Any]) -> None:
    for pod in pods:
        student(world).create("pods", "default", pod)


def status(world: World, name: str) -> dict[str, Any]:
    found = world.store.get("pods", "default", name)
    assert found is not None
    return dict(found["status"])


def condition(world: World, kind: str) -> str:
    node = world.store.get("nodes", "", "noeud-1")
    assert node is not None
    return next(c["status"] for c in node["status"]["conditions"] if c["type"] == kind)


def test_whoever_uses_more_than_he_asked_for_is_evicted_first() -> None:
    world = running(nodes=1)
    create(world, stress("modest", 3000, "3Gi"), stress("greedy", 2000, "100Mi"))
    wait(world, 30)
    assert condition(world, "MemoryPressure") == "False"
    create(world, stress("last-straw", 3000, "2900Mi"))
    wait(world, 40)
    assert condition(world, "MemoryPressure") == "True"
    found = status(world, "greedy")
    assert (found["phase"], found["reason"]) == ("Failed", "Evicted")
    start = "The node was low on resource: memory. Threshold quantity: 100Mi, available: "
    assert found["message"].startswith(start)
    assert "request is 100Mi, has larger consumption of memory. " in found["message"]
    kinds = {each["type"]: each for each in found["conditions"]}
    assert kinds["DisruptionTarget"]["reason"] == "TerminationByKubelet"
    assert status(world, "modest")["phase"] == "Running"
    assert "Node noeud-1 status is now: NodeHasInsufficientMemory" in messages(
        world, "NodeHasInsufficientMemory"
    )


def test_the_node_is_tainted_for_five_minutes_and_takes_no_best_effort_pods() -> None:
    world = running(nodes=1)
    create(world, stress("greedy", 9000))
    wait(world, 30)
    node = world.store.get("nodes", "", "noeud-1")
    assert node is not None
    taints = [each["key"] for each in node["spec"].get("taints") or ()]
    assert "node.kubernetes.io/memory-pressure" in taints
    late = {"metadata": {"name": "late"}, "apiVersion": "v1", "kind": "Pod"}
    containers = [{"name": "c", "image": "nginx:1.27"}]
    create(world, {**late, "spec": {"containers": containers, "nodeName": "noeud-1"}})
    wait(world, 2)
    assert status(world, "late")["reason"] == "Evicted"
    assert status(world, "late")["message"] == (
        "Pod was rejected: The node had condition: [MemoryPressure]. "
    )
    wait(world, 330)
    assert condition(world, "MemoryPressure") == "False"


def test_what_fills_its_share_of_the_disk_is_evicted() -> None:
    world = running(nodes=1)
    script = "dd if=/dev/zero of=/cache/file bs=1M count=200; sleep 3600"
    container = {
        "name": "c",
        "image": "busybox:1.36",
        "command": ["sh", "-c", script],
        "volumeMounts": [{"name": "cache", "mountPath": "/cache"}],
    }
    volumes = [{"name": "cache", "emptyDir": {"sizeLimit": "100Mi"}}]
    spec = {"containers": [container], "volumes": volumes}
    create(world, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "full"}, "spec": spec})
    wait(world, 40)
    found = status(world, "full")
    assert (found["phase"], found["reason"]) == ("Failed", "Evicted")
    assert found["message"] == 'Usage of EmptyDir volume "cache" exceeds the limit "100Mi". '
