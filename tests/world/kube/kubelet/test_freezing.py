"""A machine that stands still and goes on leaves no trace but the silence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.pod_state import is_ready
from tests.world.kube.cluster import running, student, system, wait

PROBED = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "probed"},
    "spec": {
        "containers": [
            {
                "name": "web",
                "image": "nginx:1.27",
                "livenessProbe": {"httpGet": {"path": "/", "port": 80}, "periodSeconds": 3},
                "readinessProbe": {"tcpSocket": {"port": 80}, "periodSeconds": 2},
            },
            {
                "name": "beat",
                "image": "busybox:1.36",
                "command": ["sh", "-c", "touch /tmp/up; sleep 100000"],
                "livenessProbe": {"exec": {"command": ["cat", "/tmp/up"]}},
            },
        ]
    },
}


def paused(start: float) -> World:
    """A node of one probed pod that stands still ``start`` seconds after the pod was made."""
    world = running(nodes=1)
    student(world).create("pods", "default", PROBED)
    wait(world, start)
    world.command("vm-pause", {"vm": "noeud-1"}, "student")
    return world


def states(world: World) -> list[tuple[str, int, bool]]:
    """Each container of the pod: its name, its restarts, whether it is ready."""
    pod = world.store.get("pods", "default", "probed") or {}
    return [
        (each["name"], each["restartCount"], each["ready"])
        for each in pod["status"]["containerStatuses"]
    ]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 20_000), st.integers(1, 280_000))
def test_whenever_and_however_long_it_stands_still_all_is_well_again(start: int, rest: int) -> None:
    world = paused(start / 1000)
    wait(world, rest / 1000)
    world.command("vm-resume", {"vm": "noeud-1"}, "student")
    wait(world, 40)
    node = world.store.get("nodes", "", "noeud-1") or {}
    assert (condition(node, "Ready") or {})["status"] == "True"
    assert "taints" not in node["spec"]
    assert is_ready(world.store.get("pods", "default", "probed") or {})
    assert states(world) == [("web", 0, True), ("beat", 0, True)]


def test_while_it_stands_still_its_kubelet_writes_nothing() -> None:
    world = paused(20)
    before = world.revision
    student(world).delete("pods", "default", "probed")
    wait(world, 120)
    actors = {change.actor for change in world.history.since(before)}
    assert not [actor for actor in actors if actor.startswith("kubelet/")]
    assert world.store.get("pods", "default", "probed") is not None


def test_a_fork_and_a_checkpoint_of_a_standing_machine_go_on_alike() -> None:
    world = paused(20)
    wait(world, 30)
    alike = [world, world.fork(), checkpoint.load(system(), checkpoint.dump(world))]
    for each in alike:
        each.command("vm-resume", {"vm": "noeud-1"}, "student")
        wait(each, 60)
    first, *others = [each.history.since(world.revision - 200) for each in alike]
    assert all(other == first for other in others)


def test_a_pod_deleted_by_force_meanwhile_is_ended_when_it_goes_on() -> None:
    world = paused(20)
    student(world).delete("pods", "default", "probed", DeleteOptions(grace_seconds=0))
    assert world.store.get("pods", "default", "probed") is None
    before = world.revision
    world.command("vm-resume", {"vm": "noeud-1"}, "student")
    wait(world, 5)
    said = [(c.new or {}) for c in world.history.since(before) if c.key.resource == "events"]
    assert sorted(each["message"] for each in said) == [
        "Stopping container beat",
        "Stopping container web",
    ]
