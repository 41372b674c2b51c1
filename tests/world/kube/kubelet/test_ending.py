"""Pods are deleted: hooks, signals, grace, and the last word of the kubelet."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.client import Client
from tests.world.kube.kubelet.cluster import cluster, create, moments, pod, said, shell

MINUTE = 60 * SECOND


def gone_after(world: World, name: str, grace: int | None = None) -> float:
    """Delete a running pod; the seconds until it is gone."""
    start = world.now
    options = DeleteOptions(grace_seconds=grace)
    Client(world, "student").delete("pods", "default", name, options)
    world.run_until(start + 3 * MINUTE)
    assert world.store.get("pods", "default", name) is None
    gone = next(
        change.time
        for change in reversed(world.history.changes)
        if change.key.name == name and change.key.resource == "pods" and change.new is None
    )
    return (gone - start) / SECOND


@pytest.mark.parametrize(
    ("container", "grace", "seconds", "code"),
    [
        ({"image": "nginx:1.27"}, None, 0, 0),
        (shell("sleep 9999"), None, 30, 137),
        (shell("sleep 9999"), 5, 5, 137),
        # SIGTERM is given two seconds at the least.
        (shell("sleep 9999"), 1, 2, 137),
        (shell("trap 'exit 4' TERM; while true; do sleep 1; done"), None, 0, 4),
        (
            {"image": "nginx:1.27", "lifecycle": {"preStop": {"sleep": {"seconds": 7}}}},
            None,
            7,
            0,
        ),
        (
            shell("sleep 9999", lifecycle={"preStop": {"exec": {"command": ["sleep", "12"]}}}),
            20,
            20,
            137,
        ),
    ],
)
def test_grace_is_used_as_far_as_the_program_needs_it(
    container: dict[str, Any], grace: int | None, seconds: int, code: int
) -> None:
    world = cluster()
    create(world, pod("x", container))
    world.run_until(MINUTE)
    assert seconds <= gone_after(world, "x", grace) <= seconds + 2.5
    last = moments(world, "x", lambda p: p["status"])[-1][1]
    assert last["containerStatuses"][0]["state"]["terminated"]["exitCode"] == code
    assert last["phase"] == ("Succeeded" if code == 0 else "Failed")
    assert ("Killing", "Stopping container c", 1) in said(world, "x")


def test_a_second_thought_shortens_the_grace() -> None:
    world = cluster()
    create(world, pod("x", shell("sleep 9999"), terminationGracePeriodSeconds=300))
    world.run_until(MINUTE)
    Client(world, "student").delete("pods", "default", "x")
    world.run_until(MINUTE + 10 * SECOND)
    assert gone_after(world, "x", 4) <= 7


def test_force_takes_the_pod_away_at_once_and_its_address_is_free_again() -> None:
    world = cluster()
    create(world, pod("x", shell("sleep 9999")))
    world.run_until(MINUTE)
    Client(world, "student").delete("pods", "default", "x", DeleteOptions(grace_seconds=0))
    assert world.store.get("pods", "default", "x") is None
    world.run_until(MINUTE + SECOND)
    assert not any(key == "default/x" for key in world.remember("kubelet addresses").values())


def test_a_pod_of_the_same_name_starts_afresh() -> None:
    world = cluster()
    create(world, pod("x", shell("sleep 9999")))
    world.run_until(MINUTE)
    Client(world, "student").delete("pods", "default", "x", DeleteOptions(grace_seconds=0))
    create(world, pod("x", {"image": "nginx:1.27"}))
    world.run_until(2 * MINUTE)
    assert kubelet.serve(world, "default", "x", 80, {})["status"] == 200
