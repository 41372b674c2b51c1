"""Names: what the DNS says is what stands behind the Services."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.pod_state import is_ready
from cluster_sim.world.traffic import dns
from tests.world.traffic.lab import address_of, begun, expose, pods, run, scale

BASE = "default.svc.cluster.local"


@pytest.fixture(scope="module")
def lab() -> World:
    world = begun()
    run(world, "web", "nginx:1.27", replicas=2)
    expose(world, "web", 80, 80)
    expose(world, "all", 80, 80, clusterIP="None", selector={"app": "web"})
    expose(world, "away", 80, 80, "ExternalName", externalName=f"web.{BASE}")
    return world


def data(world: World, name: str, kind: str = "A") -> list[str]:
    return sorted(each.data for each in dns.lookup(world, name, kind).records)


def test_each_sort_of_service_has_its_answer(lab: World) -> None:
    service = lab.store.get("services", "default", "web")
    assert service is not None
    address = service["spec"]["clusterIP"]
    assert data(lab, f"web.{BASE}") == [address]
    assert data(lab, f"WEB.{BASE}.", "AAAA") == []
    assert data(lab, f"away.{BASE}") == sorted([f"web.{BASE}.", address])
    reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
    assert data(lab, reverse, "PTR") == [f"web.{BASE}."]
    pod = address_of(pods(lab, "web")[0])
    dashed = pod.replace(".", "-")
    assert data(lab, f"{dashed}.default.pod.cluster.local") == [pod]
    assert data(lab, f"{dashed}.all.{BASE}") == [pod]
    assert f"0 50 80 {dashed}.all.{BASE}." in data(lab, f"all.{BASE}", "SRV")


@pytest.mark.parametrize(
    "name",
    [
        "web",
        "no.default.svc.cluster.local",
        "a.b.svc.cluster.local",
        "x.web.default.svc.cluster.local",
        "example.org",
        "",
    ],
)
def test_other_names_do_not_exist(lab: World, name: str) -> None:
    assert dns.lookup(lab, name).code == dns.NXDOMAIN


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 40)), max_size=4))
def test_a_headless_service_names_its_ready_pods(lab: World, turns: list[tuple[int, int]]) -> None:
    world = lab.fork()
    for replicas, seconds in turns:
        scale(world, "web", replicas)
        world.run_until(world.now + seconds * SECOND)
    ready = sorted(address_of(pod) for pod in pods(world, "web") if is_ready(pod))
    assert data(world, f"all.{BASE}") == ready
