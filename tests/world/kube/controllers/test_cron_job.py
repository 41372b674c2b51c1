"""CronJobs: a Job for each time of the schedule, by the policy, and none in between."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import cron, timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.cron_job import CRON_JOBS
from cluster_sim.world.kube.controllers.job_round import JOBS
from cluster_sim.world.kube.timings import MINUTE, SECOND
from tests.world.kube.cluster import messages, running, student, wait

BASE = running(nodes=1)


def cron_job(schedule: str = "*/10 * * * *", script: str = "true", **spec: Any) -> Object:
    """A CronJob whose pods run a shell script."""
    container = {"name": "c", "image": "busybox:1.36", "command": ["sh", "-c", script]}
    pod = {"restartPolicy": "Never", "containers": [container]}
    job = {"spec": {"template": {"spec": pod}}}
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": "night"},
        "spec": {"schedule": schedule, "jobTemplate": job, **spec},
    }


def lived(made: Object, minutes: float = 0) -> World:
    """A world in which the CronJob was made so many minutes ago."""
    world = BASE.fork()
    student(world).create(CRON_JOBS, "default", made)
    wait(world, minutes * 60)
    return world


def change(world: World, **spec: Any) -> None:
    student(world).patch(CRON_JOBS, "default", "night", {"spec": spec})


def started(world: World) -> list[int]:
    """The minutes in the names of the Jobs that were made."""
    made = [c for c in world.history.changes if c.key.resource == JOBS and c.old is None]
    return [int(change.key.name.rpartition("-")[2]) for change in made]


def active_at_once(world: World) -> int:
    """The most Jobs that there ever were at once."""
    there: set[str] = set()
    most = 0
    for found in world.history.changes:
        if found.key.resource == JOBS:
            (there.discard if found.new is None else there.add)(found.key.name)
            most = max(most, len(there))
    return most


@settings(max_examples=20)
@given(
    minute=st.sampled_from(["0", "*/7", "5,35", "10-40/15", "*"]),
    hour=st.sampled_from(["*", "*/3", "9-11"]),
    minutes=st.integers(1, 400),
)
def test_each_time_of_the_schedule_has_its_job(minute: str, hour: str, minutes: int) -> None:
    schedule = f"{minute} {hour} * * *"
    world = lived(cron_job(schedule), minutes)
    due, expected = cron.parse(schedule).next(BASE.unix), []
    # The controller comes a tenth of a second after the time.
    while due is not None and due + SECOND // 10 <= world.unix:
        expected.append(due // MINUTE)
        due = cron.parse(schedule).next(due)
    assert started(world) == expected


def test_it_sleeps_while_nothing_is_due() -> None:
    world = lived(cron_job("0 0 1 1 *"), 1)
    before = world.revision
    wait(world, 5 * 3600)
    assert not [c for c in world.history.since(before) if c.actor == "cronjob-controller"]
    due = [event for event in world.agenda.events if event.handler == "cronjob-controller"]
    assert len(due) == 1


def test_forbid_lets_a_time_pass_and_starts_late() -> None:
    """docs/concepts/workloads/controllers/cron-jobs, "Concurrency policy": the run that was due
    meanwhile starts as soon as the one before has ended."""
    world = lived(cron_job(script="sleep 780", concurrencyPolicy="Forbid"), 45)
    assert messages(world, "JobAlreadyActive")[0] == (
        "Not starting job because prior execution is running and concurrency policy is Forbid"
    )
    first = BASE.unix // MINUTE
    assert started(world) == [first + 10, first + 20, first + 30]
    ends = [job for job in world.store.all(JOBS) if "completionTime" in job["status"]]
    assert len(ends) == 2


def test_replace_deletes_the_job_that_still_runs() -> None:
    world = lived(cron_job(script="sleep 7200", concurrencyPolicy="Replace"), 35)
    assert len(started(world)) == 3
    assert active_at_once(world) == 1
    first = BASE.unix // MINUTE
    assert messages(world, "SuccessfulDelete")[0] == f"Deleted job night-{first + 10}"


def test_history_keeps_three_successes_and_one_failure() -> None:
    world = lived(cron_job("*/2 * * * *"), 20)
    assert len(list(world.store.all(JOBS))) == 3
    world = lived(cron_job("*/2 * * * *", "exit 1"), 1)
    body = {"jobTemplate": {"spec": {"backoffLimit": 0}}}
    change(world, **body)
    wait(world, 20 * 60)
    ended = [job for job in world.store.all(JOBS) if job["status"].get("failed")]
    assert len(ended) == 1


def test_what_was_missed_for_too_long_is_said() -> None:
    """A CronJob that slept through more than 100 times starts the last of them."""
    world = lived(cron_job("* * * * *", suspend=True), 150)
    assert started(world) == []
    change(world, suspend=False)
    wait(world, 5)
    assert messages(world, "TooManyMissedTimes") == [
        "too many missed start times. Set or decrease .spec.startingDeadlineSeconds "
        "or check clock skew"
    ]
    assert started(world) == [BASE.unix // MINUTE + 150]


def test_a_run_that_is_too_late_is_left_out() -> None:
    world = lived(cron_job(suspend=True, startingDeadlineSeconds=60), 25)
    change(world, suspend=False)
    wait(world, 60)
    assert started(world) == []
    wait(world, 5 * 60)
    assert started(world) == [BASE.unix // MINUTE + 30]


def test_another_schedule_counts_from_its_next_time() -> None:
    world = lived(cron_job("0 0 * * *"), 12)
    change(world, schedule="*/5 * * * *")
    wait(world, 60)
    assert started(world) == []
    wait(world, 3 * 60)
    assert started(world) == [BASE.unix // MINUTE + 15]


def test_a_job_made_by_hand_is_seen_but_not_counted() -> None:
    world = lived(cron_job("0 0 * * *"), 1)
    owner = world.store.get(CRON_JOBS, "default", "night")
    assert owner is not None
    reference = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "name": "night",
        "uid": owner["metadata"]["uid"],
        "controller": True,
    }
    made = {
        "metadata": {"name": "now", "ownerReferences": [reference]},
        "spec": owner["spec"]["jobTemplate"]["spec"],
    }
    student(world).create(JOBS, "default", {"apiVersion": "batch/v1", "kind": "Job", **made})
    wait(world, 30)
    unexpected = "Saw a job that the controller did not create or forgot: now"
    assert set(messages(world, "UnexpectedJob")) == {unexpected}
    after = world.store.get(CRON_JOBS, "default", "night")
    assert after is not None
    assert "active" not in after["status"]
    ended = timestamps.parse(after["status"]["lastSuccessfulTime"])
    assert BASE.unix < ended <= world.unix
