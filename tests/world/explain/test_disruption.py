"""Why a pod is not even looked at, and what makes one leave."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from tests.world.kube.cluster import running, student, wait


def create(world: World, name: str, **spec: Any) -> None:
    container = {"name": "c", "image": "nginx:1.27"}
    pod = {"metadata": {"name": name}, "spec": {"containers": [container], **spec}}
    student(world).create("pods", "default", pod)


def facts(world: World, name: str) -> list[tuple[str, dict[str, Any]]]:
    moments = why(world, Key("pods", "default", name))
    return [(each["fact"], each["args"]) for each in moments]


def test_a_gated_pod_says_which_gates_it_waits_for() -> None:
    world = running(nodes=1)
    create(world, "later", schedulingGates=[{"name": "example.com/quota"}])
    wait(world, 5)
    gated = ("pod.gated", {"pod": "later", "gates": ["example.com/quota"]})
    assert facts(world, "later")[1:] == [gated]
    student(world).patch("pods", "default", "later", {"spec": {"schedulingGates": None}})
    wait(world, 20)
    kinds = [fact for fact, _args in facts(world, "later")]
    assert kinds[:4] == ["pod.created", "pod.gated", "pod.ungated", "pod.bound"]


def test_an_evicted_pod_says_that_it_was_asked_to_leave() -> None:
    world = running(nodes=1)
    create(world, "web")
    wait(world, 20)
    student(world).evict("default", "web")
    assert facts(world, "web")[-1] == (
        "pod.asked-to-leave",
        {"pod": "web", "node": "noeud-1"},
    )
