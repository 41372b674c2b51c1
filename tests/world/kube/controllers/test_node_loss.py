"""When a node falls silent: who notices, after how long, and what becomes of its pods."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.conditions import condition
from tests.world.kube.cluster import (
    DEPLOYMENTS,
    deployment,
    messages,
    pods,
    ready,
    running,
    student,
    wait,
)


def with_web(replicas: int = 6, nodes: int = 3) -> World:
    world = running(nodes)
    student(world).create(DEPLOYMENTS, "default", deployment(replicas=replicas))
    wait(world, 30)
    assert ready(world) == replicas
    return world


def readiness(world: World, node: str) -> str:
    stored = world.store.get("nodes", "", node)
    assert stored is not None
    found = condition(stored, "Ready")
    assert found is not None
    return str(found["status"])


def taints(world: World, node: str) -> list[tuple[str, str]]:
    stored = world.store.get("nodes", "", node)
    assert stored is not None
    return [(each["key"], each["effect"]) for each in stored["spec"].get("taints") or ()]


def moment(world: World, resource: str, name: str, since: int, actor: str) -> int:
    """When this actor first changed the object after a revision, in µs."""
    return next(
        change.time
        for change in world.history.since(since)
        if change.key.resource == resource and change.key.name == name and change.actor == actor
    )


@settings(max_examples=20)
@given(st.integers(0, 30_000))
def test_a_silent_node_is_noticed_between_40_and_55_seconds(wait_ms: int) -> None:
    world = running()
    wait(world, wait_ms / 1000)
    cut, before = world.now, world.revision
    world.command("power-off", {"host": "baie-2"}, "student")
    wait(world, 60)
    noticed = moment(world, "nodes", "noeud-2", before, "node-lifecycle-controller")
    assert 40 * SECOND <= noticed - cut <= 55 * SECOND
    assert readiness(world, "noeud-2") == "Unknown"


def test_pods_leave_five_minutes_after_the_taint_and_come_back_elsewhere() -> None:
    world = with_web()
    before = world.revision
    world.command("power-off", {"host": "baie-2"}, "student")
    wait(world, 60)
    assert taints(world, "noeud-2") == [
        ("node.kubernetes.io/unreachable", "NoSchedule"),
        ("node.kubernetes.io/unreachable", "NoExecute"),
    ]
    assert ready(world) == 4
    noticed = moment(world, "nodes", "noeud-2", before, "node-lifecycle-controller")
    world.run_until(noticed + 299 * SECOND)
    assert len(pods(world)) == 6
    world.run_until(noticed + 302 * SECOND)
    assert ready(world) == 6
    assert {pod["spec"]["nodeName"] for pod in pods(world)} == {"noeud-1", "noeud-3"}
    assert len(messages(world, "TaintManagerEviction")) == 2


def test_the_old_pods_end_when_the_node_is_back() -> None:
    world = with_web()
    world.command("power-off", {"host": "baie-2"}, "student")
    wait(world, 400)
    ending = [pod for pod in world.store.all("pods") if "deletionTimestamp" in pod["metadata"]]
    assert len(ending) == 2
    world.command("power-on", {"host": "baie-2"}, "student")
    wait(world, 120)
    assert readiness(world, "noeud-2") == "True"
    assert taints(world, "noeud-2") == []
    assert not [pod for pod in world.store.all("pods") if "deletionTimestamp" in pod["metadata"]]
    assert ready(world) == 6


def test_a_node_that_comes_back_in_time_keeps_its_pods() -> None:
    world = with_web()
    names = sorted(pod["metadata"]["name"] for pod in pods(world))
    world.command("vm-stop", {"vm": "noeud-2"}, "student")
    wait(world, 120)
    world.command("vm-start", {"vm": "noeud-2"}, "student")
    wait(world, 400)
    assert sorted(pod["metadata"]["name"] for pod in pods(world)) == names
    assert ready(world) == 6


def test_when_every_node_is_silent_nothing_is_evicted() -> None:
    world = with_web()
    for number in (1, 2, 3):
        world.command("power-off", {"host": f"baie-{number}"}, "student")
    wait(world, 900)
    assert len(pods(world)) == 6
    assert messages(world, "TaintManagerEviction") == []


def test_most_of_a_small_zone_silent_spares_the_pods() -> None:
    world = with_web(replicas=8, nodes=4)
    for number in (1, 2, 3):
        world.command("power-off", {"host": f"baie-{number}"}, "student")
    wait(world, 900)
    assert len(pods(world)) == 8
    assert messages(world, "TaintManagerEviction") == []


def test_the_cause_of_a_new_pod_leads_back_to_the_power_cut() -> None:
    world = with_web()
    command = world.command("power-off", {"host": "baie-2"}, "student")
    wait(world, 400)
    new = max(pods(world), key=lambda pod: pod["metadata"]["creationTimestamp"])
    created = next(
        change
        for change in world.history.changes
        if change.key.name == new["metadata"]["name"] and change.old is None
    )
    chain = world.history.causes(created.revision)
    assert chain[-1] == command
    told = list(dict.fromkeys(each.key.resource for each in chain))
    assert told == ["pods", "nodes", "vms", "hosts", "commands"]
