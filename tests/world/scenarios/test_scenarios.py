"""Every scenario that students may start from: ready at once, the same each time, forkable."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.pod_state import is_active, is_ready
from cluster_sim.world.scenarios.scenario import names, scenario
from cluster_sim.world.scenarios.start import start

FIRST_MINUTES = 12 * 60 * SECOND


def begun(name: str, seed: int = 7) -> World:
    return start(system(), scenario(name), seed)


def digest(world: World) -> str:
    """The whole history, byte for byte, in few letters."""
    text = json.dumps(world.history.changes, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", names())
def test_the_cluster_is_ready_when_the_student_comes(name: str) -> None:
    world = begun(name)
    assert world.now == 0
    nodes = {name_of(node): condition(node, "Ready") for node in world.store.all("nodes")}
    assert sorted(nodes) == sorted(vm.node for vm in scenario(name).vms if vm.node)
    assert {told["status"] for told in nodes.values() if told} == {"True"}
    pods = list(world.store.all("pods"))
    assert len(pods) >= len(nodes)
    assert all(is_ready(pod) for pod in pods if is_active(pod))
    assert not any(event["type"] == "Warning" for event in world.store.all("events"))


@pytest.mark.parametrize("name", names())
def test_a_checkpoint_and_a_fork_on_the_way_change_nothing(name: str) -> None:
    world = begun(name)
    world.run_until(130 * SECOND)
    fork, restored = world.fork(), checkpoint.load(system(), checkpoint.dump(world))
    for each in (world, fork, restored):
        each.run_until(FIRST_MINUTES)
    assert digest(world) == digest(fork) == digest(restored)


_ELSEWHERE = """
from tests.world.scenarios.test_scenarios import FIRST_MINUTES, begun, digest, names
for name in names():
    world = begun(name)
    world.run_until(FIRST_MINUTES)
    print(name, digest(world))
"""


def test_two_processes_with_two_hash_seeds_live_the_same() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_another_seed_is_another_world() -> None:
    assert digest(begun("three-nodes", 1)) != digest(begun("three-nodes", 2))


def test_the_nodes_of_two_zones_say_where_they_are() -> None:
    zones = {
        name_of(node): node["metadata"]["labels"]["topology.kubernetes.io/zone"]
        for node in begun("six-nodes").store.all("nodes")
    }
    assert sorted(zones.values()) == ["nord"] * 3 + ["sud"] * 3


def test_the_showcase_goes_on_by_itself_and_heals() -> None:
    world = begun("showcase")
    world.run_until(599 * SECOND)
    working = [pod for pod in world.store.all("pods") if is_ready(pod) and is_active(pod)]
    assert {pod["spec"]["nodeName"] for pod in working} == {"noeud-1", "noeud-3"}
    world.run_until(900 * SECOND)
    assert all(is_ready(pod) for pod in world.store.all("pods") if "nodeName" in pod["spec"])
    kinds = {command["kind"] for command in world.store.all("commands")}
    assert kinds == {"kube", "power-off", "power-on"}
