"""Requests on their way: by which names and addresses they arrive, and how they fail."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.kubelet.readings import logs
from cluster_sim.world.traffic.answer import (
    BAD_URL,
    CERTIFICATE,
    EMPTY_REPLY,
    NO_SUCH_HOST,
    NOT_TLS,
    REFUSED,
    TIMEOUT,
)
from cluster_sim.world.traffic.request import request
from tests.world.traffic.lab import address_of, begun, expose, node_address, pods, run, scale


@pytest.fixture(scope="module")
def lab() -> World:
    """A cluster with a site of three pods behind a Service of type NodePort."""
    world = begun()
    run(world, "web", "nginx:1.27", replicas=3)
    expose(world, "web", port=8080, target=80, kind="NodePort")
    return world


def test_a_service_is_reached_by_all_its_names_and_addresses(lab: World) -> None:
    service = lab.store.get("services", "default", "web")
    assert service is not None
    node_port = service["spec"]["ports"][0]["nodePort"]
    pod = pods(lab, "web")[0]
    for url in (
        "web:8080",
        "http://web.default:8080/",
        "http://web.default.svc:8080",
        "http://WEB.default.svc.cluster.local.:8080/index.html?q=1",
        f"{service['spec']['clusterIP']}:8080",
        f"{node_address(lab, 'noeud-3')}:{node_port}",
        address_of(pod),
        f"{address_of(pod).replace('.', '-')}.default.pod.cluster.local",
    ):
        answer = request(lab.fork(), url)
        assert (answer.fault, answer.status) == ("", 200), url
        assert "nginx" in answer.body
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert 0 < answer.latency < SECOND


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("web", TIMEOUT),
        ("localhost", REFUSED),
        ("nobody", NO_SUCH_HOST),
        ("web.kube-system:8080", NO_SUCH_HOST),
        ("www.example.org", NO_SUCH_HOST),
        ("https://web:8080", NOT_TLS),
        ("https://kubernetes.default", CERTIFICATE),
        ("10.96.255.254", TIMEOUT),
        ("192.0.2.7", TIMEOUT),
        ("10.0.0.11:22", REFUSED),
        ("ftp://web:8080", BAD_URL),
        ("http://web:80a80", BAD_URL),
        ("http://:80", BAD_URL),
        ("web:99999", BAD_URL),
        ("", BAD_URL),
    ],
)
def test_what_cannot_be_reached_says_why(lab: World, url: str, fault: str) -> None:
    assert request(lab.fork(), url).fault == fault


def test_every_pod_gets_its_share_by_chance(lab: World) -> None:
    world = lab.fork()
    served = Counter(request(world, "web:8080").pod for _ in range(300))
    assert all(60 < count < 140 for count in served.values())
    assert set(served) == {f"default/{pod['metadata']['name']}" for pod in pods(world, "web")}


def test_a_client_stays_with_its_pod_where_the_service_wants_it() -> None:
    world = begun()
    run(world, "web", "nginx:1.27", replicas=3)
    expose(world, "web", port=80, target=80, sessionAffinity="ClientIP")
    names = [f"default/{pod['metadata']['name']}" for pod in pods(world, "web")]
    for source in ("client", *names):
        assert len({request(world, "web", source=source).pod for _ in range(9)}) == 1


def test_a_service_without_pods_refuses_and_one_of_dead_pods_is_silent(lab: World) -> None:
    world = lab.fork()
    world.command("power-off", {"host": "baie-2"}, "student")
    faults = Counter(request(world, "web:8080").fault for _ in range(300))
    assert set(faults) == {"", TIMEOUT}
    assert 60 < faults[TIMEOUT] < 140
    world.run_until(world.now + 60 * SECOND)
    assert {request(world, "web:8080").fault for _ in range(9)} == {""}
    scale(world, "web", 0)
    assert request(world, "web:8080").fault == REFUSED


def test_who_listens_without_speaking_http_closes_the_connection() -> None:
    world = begun()
    run(world, "cache", "redis:7")
    pod = pods(world, "cache")[0]
    assert request(world, f"{address_of(pod)}:6379").fault == EMPTY_REPLY
    assert request(world, f"{address_of(pod)}:80").fault == REFUSED


def test_the_api_server_answers_strangers_little(lab: World) -> None:
    world = lab.fork()
    secure = "https://kubernetes.default.svc"
    assert request(world, f"{secure}/livez", insecure=True).body == "ok"
    assert '"gitVersion": "v1.36.2"' in request(world, f"{secure}/version", insecure=True).body
    refused = request(world, f"{secure}/api/v1/pods", insecure=True)
    assert refused.status == 403
    assert "system:anonymous" in refused.body
    assert request(world, "http://10.0.0.10:6443/").status == 400


def test_a_head_request_gets_headers_and_no_body(lab: World) -> None:
    answer = request(lab.fork(), "web:8080", method="HEAD")
    assert answer.ok
    assert answer.body == ""
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.headers["Date"].endswith(" GMT")


def test_what_was_asked_stands_in_the_log_of_the_pod(lab: World) -> None:
    world = lab.fork()
    name = request(world, "web:8080/nowhere").pod.partition("/")[2]
    lines = [text for _, _, text in logs(world, "default", name, "web")]
    assert any("GET /nowhere" in text and " 404 " in text for text in lines)


@given(st.text(max_size=40) | st.from_regex(r"(https?://)?[a-z0-9.:\[\]@%/-]{0,30}"))
def test_no_address_is_too_odd(lab: World, url: str) -> None:
    answer = request(lab.fork(), url)
    assert answer.fault or answer.status
