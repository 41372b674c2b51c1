"""Logs, requests and what pods use."""

from __future__ import annotations

import pytest

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.kubelet import steady
from tests.world.kube.kubelet.cluster import cluster, create, pod, shell

MINUTE = 60 * SECOND


def test_a_request_is_answered_and_noted_in_the_access_log() -> None:
    world = cluster()
    probe = {"httpGet": {"path": "/", "port": 80}, "periodSeconds": 10}
    create(world, pod("web", {"image": "nginx:1.27", "livenessProbe": probe}))
    world.run_until(MINUTE)
    response = kubelet.serve(world, "default", "web", 80, {"path": "/absent"})
    assert response["status"] == 404 and response["latency"] > 0
    assert kubelet.serve(world, "default", "web", 81, {})["error"] == "refused"
    lines = kubelet.logs(world, "default", "web", "c")
    assert lines == sorted(lines, key=lambda line: line[0])
    texts = [text for _, _, text in lines]
    assert any("Configuration complete; ready for start up" in text for text in texts)
    assert sum('"GET /absent HTTP/1.1" 404' in text for text in texts) == 1
    assert 4 <= sum("kube-probe/1.36" in text for text in texts) <= 7


def test_logs_of_a_script_are_there_when_somebody_asks_and_not_before_their_time() -> None:
    world = cluster()
    create(world, pod("tic", shell('i=0; while true; do echo "tic $i"; i=$((i+1)); sleep 2; done')))
    world.run_until(MINUTE)
    first = kubelet.logs(world, "default", "tic", "c")
    assert first[0][2] == "tic 0" and all(at <= world.unix for at, _, _ in first)
    world.run_until(2 * MINUTE)
    second = kubelet.logs(world, "default", "tic", "c")
    assert second[: len(first)] == first
    assert len(second) - len(first) in (29, 30)


def test_the_last_lines_of_a_day_long_loop_are_the_same_for_whoever_reads_first() -> None:
    world = cluster()
    create(world, pod("tic", shell('i=0; while true; do echo "tic $i"; i=$((i+1)); sleep 1; done')))
    world.run_until(10 * MINUTE)
    early = kubelet.logs(world, "default", "tic", "c")
    assert early[7][2] == "tic 7"
    first, round_time = early[0][0], early[1][0] - early[0][0]
    world.run_until(24 * 60 * MINUTE)
    fresh = kubelet.logs(world.fork(), "default", "tic", "c")
    known = kubelet.logs(world, "default", "tic", "c")
    assert fresh == known == kubelet.logs(world, "default", "tic", "c")
    assert world.unix - fresh[-1][0] < round_time
    for at, _, text in fresh:
        assert first + int(text.removeprefix("tic ")) * round_time == at


def test_the_log_before_the_last_crash_can_be_read() -> None:
    world = cluster()
    create(world, pod("crash", shell("echo oops >&2; sleep 20; exit 1")))
    with pytest.raises(StatusError, match="is waiting to start: ContainerCreating"):
        world.run_until(world.now + SECOND)
        kubelet.logs(world, "default", "crash", "c")
    world.run_until(MINUTE)
    lines = kubelet.logs(world, "default", "crash", "c", previous=True)
    assert [(stream, text) for _, stream, text in lines] == [("stderr", "oops")]


def test_usage_follows_the_requests() -> None:
    world = cluster()
    create(world, pod("web", {"image": "registry.k8s.io/hpa-example"}))
    world.run_until(MINUTE)
    idle = kubelet.pod_usage(world, "default", "web")["c"]
    for _ in range(150):
        world.run_until(world.now + 200_000)
        kubelet.serve(world, "default", "web", 80, {})
    busy = kubelet.pod_usage(world, "default", "web")["c"]
    # Five requests a second of 80 ms each are 400 milli CPU.
    assert idle[0] <= 5 and 300 <= busy[0] <= 500
    world.run_until(world.now + 5 * MINUTE)
    assert kubelet.pod_usage(world, "default", "web")["c"][0] == idle[0]


def test_a_steady_client_loads_the_pod_and_fills_its_log_without_an_event() -> None:
    world = cluster()
    create(world, pod("web", {"image": "nginx:1.27"}))
    world.run_until(MINUTE)
    steady.send(world, "default", "web", "visiteurs", 4_000, "/", "192.0.2.7")
    events = len(world.agenda.events)
    world.run_until(2 * MINUTE)
    assert len(world.agenda.events) <= events
    steady.send(world, "default", "web", "visiteurs", 0, "/", "192.0.2.7")
    world.run_until(3 * MINUTE)
    texts = [text for _, _, text in kubelet.logs(world, "default", "web", "c")]
    assert sum(text.startswith("192.0.2.7 - - ") for text in texts) == 4 * 60
    assert steady.rate_on(world, "default/web") == 0
