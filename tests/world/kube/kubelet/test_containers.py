"""Containers start, crash, wait, run out of memory, fail their probes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.client import Client
from tests.world.kube.kubelet.cluster import (
    cluster,
    create,
    moments,
    pod,
    said,
    shell,
    status_of,
    stored,
)

MINUTE = 60 * SECOND


def starts(world: Any, name: str) -> list[tuple[str, str]]:
    """When each run of the container started and ended, as the status said."""
    seen = moments(world, name, lambda p: (p["status"].get("containerStatuses") or [{}])[0])
    runs = {}
    for _, status in seen:
        for state in (status.get("state") or {}, status.get("lastState") or {}):
            ended = state.get("terminated")
            if ended:
                runs[ended["containerID"]] = (ended["startedAt"], ended["finishedAt"])
    return list(runs.values())


def test_crashes_are_waited_out_10_20_40_to_300_seconds() -> None:
    world = cluster()
    create(world, pod("crash", shell("exit 1")))
    world.run_until(30 * MINUTE)
    runs = starts(world, "crash")
    waits = [
        (timestamps.parse(after[0]) - timestamps.parse(before[1])) // SECOND
        for before, after in pairwise(runs)
    ]
    expected = [0, 10, 20, 40, 80, 160, 300]
    assert len(waits) >= len(expected)
    # The kubelet looks again every 10 to 15 s; timestamps have whole seconds.
    late = [wait - want for wait, want in zip(waits, expected, strict=False)]
    assert min(late) >= -1
    assert max(late) <= 16
    waiting = status_of(world, "crash")["state"]["waiting"]
    assert waiting["reason"] == "CrashLoopBackOff"
    assert waiting["message"].startswith("back-off 5m0s restarting failed container=c pod=crash_")


def test_a_container_that_ran_for_more_than_ten_minutes_starts_over() -> None:
    world = cluster()
    create(world, pod("slow", shell("sleep 1300; exit 1")))
    world.run_until(70 * MINUTE)
    runs = starts(world, "slow")
    assert len(runs) == 3
    for before, after in pairwise(runs):
        gap = timestamps.parse(after[0]) - timestamps.parse(before[1])
        assert gap <= 2 * SECOND


def test_a_leak_meets_its_limit_at_the_computed_moment() -> None:
    world = cluster()
    limit = {"resources": {"limits": {"memory": "104Mi"}}, "args": ["10"]}
    create(world, pod("leak", {"image": "grappe/leaker", **limit}, restartPolicy="Never"))
    world.run_until(2 * MINUTE)
    ended = status_of(world, "leak")["state"]["terminated"]
    assert (ended["reason"], ended["exitCode"]) == ("OOMKilled", 137)
    lived = timestamps.parse(ended["finishedAt"]) - timestamps.parse(ended["startedAt"])
    # 4 MiB at first, 10 MiB a second, 104 MiB allowed.
    assert abs(lived - 10 * SECOND) <= SECOND
    assert stored(world, "leak")["status"]["phase"] == "Failed"


@pytest.mark.parametrize(
    ("script", "policy", "phase", "restarts"),
    [
        ("exit 0", "Never", "Succeeded", 0),
        ("exit 3", "Never", "Failed", 0),
        ("exit 0", "OnFailure", "Succeeded", 0),
        ("sleep 2000", "Always", "Running", 0),
    ],
)
def test_the_restart_policy_decides_what_an_end_means(
    script: str, policy: str, phase: str, restarts: int
) -> None:
    world = cluster()
    create(world, pod("job", shell(script), restartPolicy=policy))
    world.run_until(MINUTE)
    assert stored(world, "job")["status"]["phase"] == phase
    assert status_of(world, "job")["restartCount"] == restarts


def test_conditions_come_in_the_order_and_with_the_steps_of_a_real_kubelet() -> None:
    world = cluster()
    create(world, pod("web", {"image": "nginx:1.27"}))
    world.run_until(MINUTE)
    steps = moments(
        world,
        "web",
        lambda p: [(each["type"], each["status"]) for each in p["status"].get("conditions") or ()],
    )
    assert [kind for kind, _ in steps[-1][1]] == [
        "PodReadyToStartContainers",
        "Initialized",
        "Ready",
        "ContainersReady",
        "PodScheduled",
    ]
    assert [[state for _, state in each] for _, each in steps] == [
        [],
        ["False", "True", "False", "False", "True"],
        ["True", "True", "False", "False", "True"],
        ["True", "True", "True", "True", "True"],
    ]
    assert [reason for reason, _, _ in said(world, "web")] == [
        "Pulling",
        "Pulled",
        "Created",
        "Started",
    ]


def test_a_failing_liveness_probe_restarts_after_three_looks_and_the_grace() -> None:
    world = cluster()
    script = "touch /tmp/healthy; sleep 12; rm -f /tmp/healthy; sleep 600"
    probe = {
        "exec": {"command": ["cat", "/tmp/healthy"]},
        "initialDelaySeconds": 3,
        "periodSeconds": 3,
    }
    create(
        world,
        pod("live", shell(script, livenessProbe=probe), terminationGracePeriodSeconds=3),
    )
    world.run_until(40 * SECOND)
    status = status_of(world, "live")
    assert status["restartCount"] == 1
    ended = status["lastState"]["terminated"]
    assert (ended["exitCode"], ended["reason"]) == (137, "Error")
    lived = timestamps.parse(ended["finishedAt"]) - timestamps.parse(ended["startedAt"])
    # Gone at 12 s; the third failed look comes 6 to 9 s later, SIGKILL 3 s after that.
    assert 20 * SECOND <= lived <= 25 * SECOND
    events = {(reason, message): count for reason, message, count in said(world, "live")}
    missing = "cat: can't open '/tmp/healthy': No such file or directory\n"
    assert events["Unhealthy", f"Liveness probe failed: {missing}"] == 3
    assert events["Killing", "Container c failed liveness probe, will be restarted"] == 1


def test_a_pod_is_not_ready_while_its_readiness_probe_finds_nothing() -> None:
    world = cluster()
    probe = {"tcpSocket": {"port": 9999}, "periodSeconds": 3}
    create(world, pod("deaf", {"image": "nginx:1.27", "readinessProbe": probe}))
    world.run_until(MINUTE)
    assert status_of(world, "deaf")["ready"] is False
    assert status_of(world, "deaf")["started"] is True
    message = said(world, "deaf")[-1][1]
    assert message.startswith("Readiness probe failed: dial tcp 10.244.0.")
    assert message.endswith(":9999: connect: connection refused")


def test_a_startup_probe_holds_the_others_back() -> None:
    world = cluster()
    found = {"exec": {"command": ["cat", "/up"]}, "periodSeconds": 2}
    container = shell(
        "sleep 8; touch /up; sleep 600",
        startupProbe={**found, "failureThreshold": 10},
        livenessProbe=found,
    )
    create(world, pod("slow", container))
    world.run_until(MINUTE)
    status = status_of(world, "slow")
    assert status["started"] and status["ready"] and status["restartCount"] == 0


def test_what_nobody_can_pull_backs_off_and_says_so_in_containerd_s_words() -> None:
    world = cluster()
    create(world, pod("bad", {"image": "nginx:doesnotexist"}))
    world.run_until(MINUTE)
    name = "docker.io/library/nginx:doesnotexist"
    why = (
        f'rpc error: code = NotFound desc = failed to pull and unpack image "{name}": '
        f'failed to resolve reference "{name}": {name}: not found'
    )
    messages = [message for _, message, _ in said(world, "bad")]
    assert messages == [
        'Pulling image "nginx:doesnotexist"',
        f'Failed to pull image "nginx:doesnotexist": {why}',
        "Error: ErrImagePull",
        'Back-off pulling image "nginx:doesnotexist"',
        "Error: ImagePullBackOff",
    ]
    reasons = [
        status["state"]["waiting"]["reason"]
        for _, status in moments(
            world, "bad", lambda p: (p["status"].get("containerStatuses") or [{}])[0]
        )
        if status.get("state")
    ]
    assert {"ErrImagePull", "ImagePullBackOff"} <= set(reasons)


def test_a_missing_config_map_is_waited_for() -> None:
    world = cluster()
    source = {"configMapKeyRef": {"name": "reglages", "key": "mode"}}
    create(world, pod("web", {"image": "nginx:1.27", "env": [{"name": "M", "valueFrom": source}]}))
    world.run_until(20 * SECOND)
    waiting = status_of(world, "web")["state"]["waiting"]
    assert waiting == {
        "reason": "CreateContainerConfigError",
        "message": 'configmap "reglages" not found',
    }
    data = {"metadata": {"name": "reglages"}, "data": {"mode": "x"}}
    Client(world, "student").create("configmaps", "default", data)
    world.run_until(40 * SECOND)
    assert status_of(world, "web")["ready"]


@pytest.mark.parametrize(
    ("image", "name"),
    [("nginx:1.27", "nope"), ("nginx:1.27", "wget"), ("busybox:1.36", "curl"), ("alpine", "bash")],
)
def test_an_executable_that_is_not_there_fails_the_start_again_and_again(
    image: str, name: str
) -> None:
    world = cluster()
    create(world, pod("foo", {"image": image, "command": [name]}))
    world.run_until(2 * MINUTE)
    status = status_of(world, "foo")
    assert status["lastState"]["terminated"]["reason"] == "StartError"
    assert status["lastState"]["terminated"]["exitCode"] == 128
    why = f'exec: "{name}": executable file not found in $PATH'
    assert why in status["lastState"]["terminated"]["message"]
    assert status["state"]["waiting"]["reason"] == "CrashLoopBackOff"
    assert status["restartCount"] >= 3


def test_init_containers_run_one_after_the_other_before_the_rest() -> None:
    world = cluster()
    inits = [{"name": name, **shell(f"sleep {time}")} for name, time in (("a", 3), ("b", 2))]
    create(world, pod("web", {"image": "nginx:1.27"}, initContainers=inits))
    world.run_until(MINUTE)
    status = stored(world, "web")["status"]
    ends = [each["state"]["terminated"] for each in status["initContainerStatuses"]]
    running = status["containerStatuses"][0]["state"]["running"]
    assert ends[0]["finishedAt"] <= ends[1]["startedAt"]
    assert ends[1]["finishedAt"] <= running["startedAt"]


def test_a_sidecar_starts_before_the_work_and_ends_after_it() -> None:
    world = cluster()
    sidecar = {"name": "proxy", "image": "nginx:1.27", "restartPolicy": "Always"}
    create(world, pod("job", shell("sleep 20"), initContainers=[sidecar], restartPolicy="Never"))
    world.run_until(20 * SECOND)
    status = stored(world, "job")["status"]
    assert status["initContainerStatuses"][0]["started"]
    assert status["phase"] == "Running"
    world.run_until(2 * MINUTE)
    status = stored(world, "job")["status"]
    work, proxy = status["containerStatuses"][0], status["initContainerStatuses"][0]
    assert status["phase"] == "Succeeded"
    ended = proxy["state"]["terminated"]
    assert ended["finishedAt"] >= work["state"]["terminated"]["finishedAt"]
    assert proxy["restartCount"] == 0


def test_a_failed_init_container_ends_a_pod_that_is_not_to_be_restarted() -> None:
    world = cluster()
    init = {"name": "avant", **shell("exit 2")}
    create(world, pod("job", shell("sleep 5"), initContainers=[init], restartPolicy="Never"))
    world.run_until(MINUTE)
    status = stored(world, "job")["status"]
    assert status["phase"] == "Failed"
    assert status["containerStatuses"][0]["state"] == {"waiting": {"reason": "PodInitializing"}}


def test_an_environment_that_multiplies_itself_is_too_long_to_hand_over() -> None:
    world = cluster()
    doubling = [{"name": f"V{n}", "value": f"$(V{n - 1})$(V{n - 1})"} for n in range(1, 60)]
    variables = [{"name": "V0", "value": "twice"}, *doubling]
    create(world, pod("bomb", {**shell("sleep 9"), "env": variables}))
    world.run_until(world.now + 10 * SECOND)
    waiting = status_of(world, "bomb")["state"]["waiting"]
    assert waiting == {
        "reason": "CreateContainerConfigError",
        "message": "argument list too long",
    }
