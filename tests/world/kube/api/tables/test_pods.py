"""What `kubectl get pods` says about a pod, from its containers' states."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.tables import pods

NOW = timestamps.parse("2026-01-05T08:10:00Z")
RUNNING = {"running": {"startedAt": "2026-01-05T08:00:00Z"}}


def terminated(code: int, reason: str = "", signal: int = 0) -> dict[str, Any]:
    return {"terminated": {"exitCode": code, "reason": reason, "signal": signal}}


def waiting(reason: str) -> dict[str, Any]:
    return {"waiting": {"reason": reason}}


def container(state: dict[str, Any], ready: bool = False, restarts: int = 0) -> dict[str, Any]:
    return {"name": "c", "state": state, "ready": ready, "restartCount": restarts}


def pod(*containers: dict[str, Any], phase: str = "Running", **status: Any) -> dict[str, Any]:
    return {
        "metadata": {"name": "web", "creationTimestamp": "2026-01-05T08:00:00Z"},
        "spec": {"containers": [{"name": "c"} for _ in containers]},
        "status": {"phase": phase, "containerStatuses": list(containers), **status},
    }


def status_of(obj: dict[str, Any]) -> str:
    return str(pods.row(obj, NOW)[2])


def test_a_healthy_pod() -> None:
    obj = pod(container(RUNNING, ready=True), podIPs=[{"ip": "10.0.0.7"}])
    obj["spec"]["nodeName"] = "noeud-1"
    assert pods.row(obj, NOW) == [
        *("web", "1/1", "Running", "0", "10m"),
        *("10.0.0.7", "noeud-1", "<none>", "<none>"),
    ]


@pytest.mark.parametrize(
    ("containers", "phase", "shown"),
    [
        ([], "Pending", "Pending"),
        ([container(waiting("ContainerCreating"))], "Pending", "ContainerCreating"),
        ([container(waiting("CrashLoopBackOff"))], "Running", "CrashLoopBackOff"),
        ([container(terminated(137, "OOMKilled"))], "Running", "OOMKilled"),
        ([container(terminated(3))], "Running", "ExitCode:3"),
        ([container(terminated(0, signal=9))], "Running", "Signal:9"),
        ([container(terminated(0, "Completed"))], "Succeeded", "Completed"),
        ([container(waiting("ImagePullBackOff")), container(RUNNING, True)], "Running",
         "ImagePullBackOff"),
        ([container(terminated(0, "Completed")), container(RUNNING, True)], "Running", "NotReady"),
        ([container(terminated(0, "Completed")), container(terminated(1, "Error"))], "Failed",
         "Error"),
    ],
)  # fmt: skip
def test_the_status_is_the_first_trouble(
    containers: list[dict[str, Any]], phase: str, shown: str
) -> None:
    assert status_of(pod(*containers, phase=phase)) == shown


def test_one_container_done_and_the_pod_ready_is_running() -> None:
    done, running = container(terminated(0, "Completed")), container(RUNNING, True)
    ready = [{"type": "Ready", "status": "True"}]
    assert status_of(pod(done, running, conditions=ready)) == "Running"


def test_deletion_shows_until_the_pod_has_ended() -> None:
    for phase, reason, shown in (
        ("Running", "", "Terminating"),
        ("Running", "NodeLost", "Unknown"),
        ("Failed", "", "Failed"),
    ):
        obj = pod(phase=phase, reason=reason)
        obj["metadata"]["deletionTimestamp"] = "2026-01-05T08:09:00Z"
        assert status_of(obj) == shown


def test_a_gated_pod_waits_for_its_gates() -> None:
    gated = [{"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}]
    assert status_of(pod(phase="Pending", conditions=gated)) == "SchedulingGated"


def test_init_containers_are_counted_until_they_are_done() -> None:
    def with_init(*states: dict[str, Any]) -> str:
        obj = pod(container(waiting("PodInitializing")), phase="Pending")
        obj["spec"]["initContainers"] = [{"name": f"i{at}"} for at in range(2)]
        obj["status"]["initContainerStatuses"] = [
            {**container(state), "name": f"i{at}"} for at, state in enumerate(states)
        ]
        return status_of(obj)

    done = terminated(0, "Completed")
    assert with_init(RUNNING) == "Init:0/2"
    assert with_init(done, waiting("PodInitializing")) == "Init:1/2"
    assert with_init(done, waiting("ErrImagePull")) == "Init:ErrImagePull"
    assert with_init(terminated(1, "Error")) == "Init:Error"
    assert with_init(terminated(1)) == "Init:ExitCode:1"
    assert with_init(done, done) == "PodInitializing"


def test_a_sidecar_counts_as_a_container() -> None:
    obj = pod(container(RUNNING, True))
    obj["spec"]["initContainers"] = [{"name": "log", "restartPolicy": "Always"}]
    sidecar = {**container(RUNNING, True, restarts=2), "name": "log", "started": True}
    obj["status"]["initContainerStatuses"] = [sidecar]
    assert pods.row(obj, NOW)[1:4] == ["2/2", "Running", "2"]


def test_restarts_tell_when_the_last_one_was() -> None:
    again = container(RUNNING, True, restarts=3)
    again["lastState"] = {"terminated": {"finishedAt": "2026-01-05T08:09:45Z"}}
    assert pods.row(pod(again), NOW)[3] == "3 (15s ago)"
    assert pods.row(pod(container(RUNNING, True, restarts=3)), NOW)[3] == "3"


def test_readiness_gates_are_counted() -> None:
    obj = pod(container(RUNNING, True), conditions=[{"type": "lb", "status": "True"}])
    obj["spec"]["readinessGates"] = [{"conditionType": "lb"}, {"conditionType": "dns"}]
    assert pods.row(obj, NOW)[8] == "1/2"


STATES = st.sampled_from(
    [{}, RUNNING, waiting("CrashLoopBackOff"), terminated(0, "Completed"), terminated(1, "Error")]
)


@given(st.lists(st.tuples(STATES, st.booleans(), st.integers(0, 9)), max_size=4))
def test_ready_never_exceeds_the_containers(states: list[tuple[dict[str, Any], bool, int]]) -> None:
    obj = pod(*(container(*state) for state in states))
    cells = pods.row(obj, NOW)
    ready, total = map(int, cells[1].split("/"))
    assert 0 <= ready <= total == len(states)
    assert cells[2] and cells[3] == str(sum(restarts for _, _, restarts in states))
