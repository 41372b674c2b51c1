"""What the metrics server tells: means between two of its looks, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.user import User
from cluster_sim.world.kube.kubelet import steady
from cluster_sim.world.kube.metrics import server
from tests.world.kube.cluster import running, student, wait

PAGE = 80
LIMIT = 500


def run(world: World, name: str, image: str, **container: Any) -> None:
    """A pod of its own on the node ``noeud-1``."""
    spec = {"nodeName": "noeud-1", "containers": [{"name": "c", "image": image, **container}]}
    body = {"metadata": {"name": name, "labels": {"app": name}}, "spec": spec}
    student(world).create("pods", "default", body)


@pytest.fixture(scope="module")
def lab() -> World:
    """A page that costs 80 ms of a processor, asked by nobody, and some minutes old."""
    world = running(2)
    server.install(world)
    limits = {"limits": {"cpu": f"{LIMIT}m"}}
    run(world, "page", "registry.k8s.io/hpa-example", resources=limits)
    wait(world, 300)
    return world


def used(world: World, name: str) -> int:
    """Thousandths of a core, rounded up as kubectl does."""
    metrics = student(world).get(server.PODS, "default", name)
    return quantity.milli(metrics["containers"][0]["usage"]["cpu"])


def send(world: World, rate: int) -> None:
    """So many requests a second from now on."""
    steady.send(world, "default", "page", "visitors", rate * 1000, "/", "10.0.0.9")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 15))
def test_a_rate_that_changes_between_two_looks_counts_by_its_time(
    lab: World, before: int, after: int, turn: int
) -> None:
    world = lab.fork()
    send(world, before)
    wait(world, turn)
    send(world, after)
    wait(world, 15 - turn)
    mean = 1 + PAGE * (before * turn + after * (15 - turn)) / 15
    assert abs(used(world, "page") - mean) <= 1


@settings(max_examples=10, deadline=None)
@given(st.integers(7, 500))
def test_nothing_uses_more_than_its_limit(lab: World, rate: int) -> None:
    world = lab.fork()
    send(world, rate)
    wait(world, 15)
    assert used(world, "page") == LIMIT


def test_nothing_uses_more_than_the_machine_has() -> None:
    world = running(1)
    server.install(world)
    run(world, "hog", "polinux/stress", command=["stress", "--cpu", "9"])
    wait(world, 60)
    assert used(world, "hog") == 4000
    node = student(world).get(server.NODES, "", "noeud-1")
    assert quantity.milli(node["usage"]["cpu"]) == 4000


def test_a_pod_is_known_after_two_looks_or_when_it_is_ten_seconds_old_at_the_first(
    lab: World,
) -> None:
    ages = []
    for start in range(0, 15, 3):
        world = lab.fork()
        wait(world, start)
        run(world, "new", "registry.k8s.io/hpa-example")
        while not student(world).list(server.PODS, labels="app=new")["items"]:
            wait(world, 1)
        status = student(world).get("pods", "default", "new")["status"]
        assert status["phase"] == "Running"
        ages.append((world.now - lab.now) // SECOND - start)
    assert min(ages) >= 10
    assert max(ages) <= 30


def test_a_node_that_is_down_says_nothing_of_its_pods(lab: World) -> None:
    world = lab.fork()
    client = student(world)
    world.command("power-off", {"host": "baie-1"}, "student")
    wait(world, 1)
    assert [each["metadata"]["name"] for each in client.list(server.NODES)["items"]] == ["noeud-2"]
    with pytest.raises(StatusError, match="podmetrics"):
        client.get(server.PODS, "default", "page")


@pytest.mark.parametrize("verb", ["create", "update", "delete", "watch"])
def test_metrics_are_only_read(lab: World, verb: str) -> None:
    client = student(lab.fork())
    calls = {
        "create": lambda: client.create(server.PODS, "default", {}),
        "update": lambda: client.update(server.PODS, "default", {}, "page"),
        "delete": lambda: client.delete(server.PODS, "default", "page"),
        "watch": lambda: client.watch(server.PODS),
    }
    with pytest.raises(StatusError) as refused:
        calls[verb]()
    assert refused.value.code == 405


def test_whoever_may_view_may_see_what_pods_use(lab: World) -> None:
    world = lab.fork()
    subject = {"kind": "User", "name": "ada", "apiGroup": "rbac.authorization.k8s.io"}
    role = {"kind": "ClusterRole", "name": "view", "apiGroup": "rbac.authorization.k8s.io"}
    binding = {"metadata": {"name": "ada"}, "subjects": [subject], "roleRef": role}
    ada = student(world).acting_as(User("ada", ("system:authenticated",)))
    with pytest.raises(StatusError, match="cannot list"):
        ada.list(server.PODS, "default")
    student(world).create("rolebindings.rbac.authorization.k8s.io", "default", binding)
    wait(world, 5)
    assert [each["metadata"]["name"] for each in ada.list(server.PODS, "default")["items"]] == [
        "page"
    ]
