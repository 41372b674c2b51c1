"""Steady clients: whom their requests reach, told when it changes and only then."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.kubelet.readings import logs, pod_usage
from cluster_sim.world.kube.pod_state import is_ready
from cluster_sim.world.traffic import flows
from cluster_sim.world.traffic.request import request
from tests.world.traffic.lab import begun, expose, pods, run, scale

FLOW = "visiteurs"


def status(world: World) -> dict[str, Any]:
    flow = world.store.get(flows.FLOWS, "", FLOW)
    assert flow is not None
    return flow["status"]


def changes(world: World) -> list[tuple[int, float, int]]:
    """The moment, the share that fails and the number of pods that answer, change by change."""
    return [
        (change.time, change.new["status"]["failed"], len(change.new["status"]["pods"]))
        for change in world.history.changes
        if change.key.resource == flows.FLOWS and change.new
    ]


@pytest.fixture(scope="module")
def site() -> World:
    """Six pods behind a Service, and visitors."""
    world = begun()
    run(world, "web", "nginx:1.27", replicas=6)
    expose(world, "web", port=80, target=80)
    return world


def test_nobody_is_asked_before_there_is_a_service() -> None:
    world = begun()
    run(world, "web", "nginx:1.27", replicas=2)
    assert status(world) == {"pods": {}, "failed": 0.0}


def test_the_ready_pods_share_the_requests(site: World) -> None:
    found = status(site)
    assert sorted(found["pods"]) == sorted(name_of(pod) for pod in pods(site, "web"))
    assert sum(found["pods"].values()) == pytest.approx(1, abs=1e-5)
    assert found["failed"] == 0


def test_nothing_is_written_while_nothing_changes(site: World) -> None:
    world = site.fork()
    world.run_until(world.now + 3600 * SECOND)
    assert len(changes(world)) == len(changes(site))


def test_requests_fail_from_the_power_cut_until_somebody_notices(site: World) -> None:
    world = site.fork()
    cut = world.now
    world.command("power-off", {"host": "baie-2"}, "student")
    world.run_until(cut + 400 * SECOND)
    lost, noticed, *_, healed = changes(world)[len(changes(site)) :]
    assert lost[0] - cut < SECOND // 100
    assert (lost[1], lost[2]) == (pytest.approx(1 / 3, abs=1e-5), 4)
    assert 40 * SECOND < noticed[0] - cut < 56 * SECOND
    assert noticed[1:] == (0, 4)
    assert healed[1:] == (0, 6)


def test_every_change_of_a_flow_has_a_cause(site: World) -> None:
    world = site.fork()
    command = world.command("power-off", {"host": "baie-3"}, "student")
    world.run_until(world.now + 30 * SECOND)
    last = [c for c in world.history.changes if c.key.resource == flows.FLOWS][-1]
    assert command in world.history.causes(last.revision)


def test_without_endpoints_all_requests_fail(site: World) -> None:
    world = site.fork()
    scale(world, "web", 0)
    assert status(world) == {"pods": {}, "failed": 1.0}


def test_a_program_that_answers_with_errors_fails_its_share() -> None:
    world = begun()
    run(world, "web", "nginx:1.27", replicas=2)
    expose(world, "web", port=80, target=80)
    flows.create(world, "lost", "default", "web", 2, "/nowhere")
    world.run_until(world.now + SECOND)
    flow = world.store.get(flows.FLOWS, "", "lost")
    assert flow is not None
    assert flow["status"] == {"pods": {}, "failed": 1.0}


def test_visitors_cost_their_pods_time_and_lines_in_the_log(site: World) -> None:
    world = site.fork()
    name = name_of(pods(world, "web")[0])
    idle = pod_usage(world, "default", name)["web"][0]
    flows.create(world, "crowd", "default", "web", 900, "/")
    world.run_until(world.now + 20 * SECOND)
    assert pod_usage(world, "default", name)["web"][0] > idle
    assert sum("GET / " in text for _, _, text in logs(world, "default", name, "web")) > 100
    scale(world, "web", 0)
    scale(world, "web", 1)
    [left] = pods(world, "web")
    assert pod_usage(world, "default", name_of(left))["web"][0] > idle


deeds = st.lists(
    st.tuples(
        st.sampled_from(["power-off", "power-on", "scale", "wait"]),
        st.integers(1, 3),
        st.integers(1, 90),
    ),
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(deeds)
def test_a_flow_says_what_a_request_would_find(
    site: World, done: list[tuple[str, int, int]]
) -> None:
    world = site.fork()
    for kind, number, seconds in done:
        if kind.startswith("power"):
            host = world.store.get("hosts", "", f"baie-{number}")
            assert host is not None
            if (host["status"]["power"] == "On") == (kind == "power-off"):
                world.command(kind, {"host": f"baie-{number}"}, "student")
        elif kind == "scale":
            scale(world, "web", number)
        world.run_until(world.now + seconds * SECOND)
    told = status(world)
    tries = 300
    answered = [request(world, "web") for _ in range(tries)]
    served = {answer.pod.partition("/")[2] for answer in answered if answer.ok}
    assert served == set(told["pods"])
    failed = sum(not answer.ok for answer in answered) / tries
    # kube-proxy throws dice: five standard deviations of 300 throws.
    assert told["failed"] == pytest.approx(failed, abs=0.15)
    assert set(told["pods"]) <= {name_of(pod) for pod in pods(world, "web") if is_ready(pod)}
