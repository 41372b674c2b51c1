"""Jobs: each pod counted once, never more at once than asked, ends that say why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.job_conditions import finished_status
from cluster_sim.world.kube.controllers.job_indexes import read, written
from cluster_sim.world.kube.controllers.job_round import JOBS, TRACKING
from cluster_sim.world.kube.pod_state import is_active
from tests.world.kube.cluster import messages, running, student, wait

BASE = running(nodes=2)


def job(script: str, restart: str = "Never", **spec: Any) -> Object:
    """A Job whose pods run a shell script."""
    container = {"name": "c", "image": "busybox:1.36", "command": ["sh", "-c", script]}
    pod = {"restartPolicy": restart, "containers": [container]}
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "work"},
        "spec": {"template": {"spec": pod}, **spec},
    }


def lived(made: Object, seconds: float = 0) -> World:
    """A world in which the Job was made so many seconds ago."""
    world = BASE.fork()
    student(world).create(JOBS, "default", made)
    wait(world, seconds)
    return world


def stored(world: World) -> Object:
    found = world.store.get(JOBS, "default", "work")
    assert found is not None
    return found


def conditions(world: World) -> list[tuple[str, str]]:
    found = stored(world)["status"].get("conditions") or []
    return [(each["type"], each["reason"]) for each in found if each["status"] == "True"]


def counted(world: World) -> tuple[int, int]:
    """From the history: the pods that succeeded and those that failed while they were tracked."""
    outcomes: dict[str, str] = {}
    for change in world.history.changes:
        pod = change.new
        if change.key.resource != "pods" or pod is None:
            continue
        if TRACKING not in (pod["metadata"].get("finalizers") or ()):
            continue
        phase = (pod.get("status") or {}).get("phase")
        if phase == "Succeeded":
            outcomes.setdefault(pod["metadata"]["uid"], "succeeded")
        elif phase == "Failed" or "deletionTimestamp" in pod["metadata"]:
            outcomes.setdefault(pod["metadata"]["uid"], "failed")
    ends = list(outcomes.values())
    return ends.count("succeeded"), ends.count("failed")


def most_at_once(world: World) -> int:
    """The most active pods that there ever were."""
    active: dict[str, bool] = {}
    most = 0
    for change in world.history.changes:
        if change.key.resource == "pods" and change.key.namespace == "default":
            active[change.key.name] = change.new is not None and is_active(change.new)
            most = max(most, sum(active.values()))
    return most


def some_pod(world: World, number: int) -> str | None:
    found = [pod for pod in world.store.all("pods") if pod["metadata"]["namespace"] == "default"]
    active = sorted(pod["metadata"]["name"] for pod in found if is_active(pod))
    return active[number % len(active)] if active else None


@settings(max_examples=15)
@given(
    completions=st.integers(1, 5),
    parallelism=st.integers(1, 4),
    # Which of the pods fail is left to the second at which they run.
    modulus=st.integers(1, 4),
    interruptions=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 9)), max_size=3),
)
def test_every_end_is_counted_once_and_no_more_run_than_asked(
    completions: int, parallelism: int, modulus: int, interruptions: list[tuple[int, int]]
) -> None:
    script = f"sleep 3; test $(( $(date +%S) % {modulus} )) -eq 0"
    made = job(script, completions=completions, parallelism=parallelism, backoffLimit=4)
    world = lived(made)
    for seconds, number in interruptions:
        wait(world, seconds)
        name = some_pod(world, number)
        if name is not None:
            student(world).delete("pods", "default", name)
    wait(world, 1200)
    status = stored(world)["status"]
    assert finished_status(stored(world)), status
    assert (status.get("succeeded", 0), status.get("failed", 0)) == counted(world)
    assert most_at_once(world) <= parallelism
    assert status["uncountedTerminatedPods"] == {}
    assert status.get("succeeded", 0) <= completions
    left = [pod for pod in world.store.all("pods") if TRACKING in _finalizers(pod)]
    assert left == []


def _finalizers(pod: Object) -> list[str]:
    found: list[str] = pod["metadata"].get("finalizers") or []
    return found


@settings(max_examples=15)
@given(
    completions=st.integers(1, 6),
    parallelism=st.integers(1, 6),
    limit=st.integers(0, 1),
    failing=st.sets(st.integers(0, 5)),
)
def test_each_index_has_its_own_retries(
    completions: int, parallelism: int, limit: int, failing: set[int]
) -> None:
    tests = [f"test $JOB_COMPLETION_INDEX -ne {index}" for index in sorted(failing)]
    made = job(
        " && ".join(["true", *tests]),
        completions=completions,
        parallelism=parallelism,
        completionMode="Indexed",
        backoffLimitPerIndex=limit,
    )
    world = lived(made, 600)
    status = stored(world)["status"]
    lost = frozenset(failing) & frozenset(range(completions))
    assert read(status["failedIndexes"], completions) == lost
    done = read(status.get("completedIndexes"), completions)
    assert done == frozenset(range(completions)) - lost
    assert status.get("failed", 0) == len(lost) * (limit + 1)
    assert conditions(world)[-1][0] == ("Failed" if lost else "Complete")
    assert most_at_once(world) <= parallelism


@given(st.sets(st.integers(0, 60)))
def test_indexes_are_read_as_they_were_written(indexes: set[int]) -> None:
    assert read(written(frozenset(indexes)), 61) == indexes


def test_neighbours_are_joined_by_a_comma_more_by_a_hyphen() -> None:
    """pkg/controller/job/indexed_job_utils.go."""
    assert written(frozenset({1, 2, 4, 5, 6, 9})) == "1,2,4-6,9"


def test_a_deadline_ends_a_job_whatever_it_does() -> None:
    """docs/concepts/workloads/controllers/job: activeDeadlineSeconds goes before backoffLimit."""
    world = lived(job("sleep 600", activeDeadlineSeconds=10), 60)
    reasons = [("FailureTarget", "DeadlineExceeded"), ("Failed", "DeadlineExceeded")]
    assert conditions(world) == reasons
    assert messages(world, "DeadlineExceeded") == ["Job was active longer than specified deadline"]
    assert stored(world)["status"]["failed"] == 1


@pytest.mark.parametrize(("policy", "most"), [("TerminatingOrFailed", 2), ("Failed", 1)])
def test_a_pod_that_goes_is_replaced_at_once_or_when_it_has_gone(policy: str, most: int) -> None:
    """docs/concepts/workloads/controllers/job, "Delayed creation of replacement pods"."""
    world = lived(job("trap '' TERM; sleep 600", podReplacementPolicy=policy), 10)
    name = some_pod(world, 0)
    assert name is not None
    student(world).delete("pods", "default", name)
    running_at_once = 0
    for _ in range(60):
        wait(world, 1)
        mine = [pod for pod in world.store.all("pods") if pod["metadata"]["name"] != name]
        there = [pod for pod in mine if pod["metadata"]["namespace"] == "default"]
        old = world.store.get("pods", "default", name)
        alive = old is not None and old["status"]["phase"] == "Running"
        running_at_once = max(running_at_once, len(there) + alive)
    assert running_at_once == most
    assert stored(world)["status"]["failed"] == 1


def test_a_suspended_job_gives_up_its_pods_and_takes_up_its_work_again() -> None:
    world = lived(job("sleep 30", completions=2, parallelism=2), 10)
    client = student(world)
    client.patch(JOBS, "default", "work", {"spec": {"suspend": True}})
    wait(world, 60)
    assert conditions(world) == [("Suspended", "JobSuspended")]
    assert counted(world) == (0, 0)
    client.patch(JOBS, "default", "work", {"spec": {"suspend": False}})
    resumed = world.unix
    wait(world, 60)
    status = stored(world)["status"]
    assert status["succeeded"] == 2
    assert "failed" not in status
    assert status["conditions"][0]["reason"] == "JobResumed"
    assert status["startTime"] == timestamps.time(resumed)
    assert messages(world, "Suspended") == ["Job suspended"]
    assert messages(world, "Resumed") == ["Job resumed"]


def test_a_success_policy_ends_the_job_when_the_leader_is_done() -> None:
    """docs/tasks/job/job-success-policy: index 0 decides, the others are stopped."""
    policy = {"rules": [{"succeededIndexes": "0", "succeededCount": 1}]}
    script = "test $JOB_COMPLETION_INDEX -eq 0 || sleep 600"
    made = job(script, completions=3, parallelism=3, completionMode="Indexed", successPolicy=policy)
    world = lived(made, 120)
    status = stored(world)["status"]
    assert conditions(world) == [
        ("SuccessCriteriaMet", "SuccessPolicy"),
        ("Complete", "SuccessPolicy"),
    ]
    assert status["conditions"][0]["message"] == "Matched rules at index 0"
    assert status["completedIndexes"] == "0"
    assert status["terminating"] == 0


def test_a_finished_job_goes_with_its_pods_after_its_time() -> None:
    """docs/concepts/workloads/controllers/ttlafterfinished."""
    world = lived(job("true", ttlSecondsAfterFinished=30), 20)
    assert finished_status(stored(world)) == "Complete"
    wait(world, 40)
    assert world.store.get(JOBS, "default", "work") is None
    assert some_pod(world, 0) is None
    assert not [pod for pod in world.store.all("pods") if pod["metadata"]["namespace"] == "default"]


def test_another_controller_may_have_the_job_to_itself() -> None:
    """docs/concepts/workloads/controllers/job, "Delegation of managing a Job object"."""
    world = lived(job("true", managedBy="example.com/queue"), 60)
    assert stored(world)["status"] == {}
    assert some_pod(world, 0) is None
