"""A CronJob over the days on which the clocks change.

docs/concepts/workloads/controllers/cron-jobs ("Time zones"); a schedule is read as robfig/cron
does (github.com/robfig/cron, spec.go, "Daylight saving time"): a time that the clock skips does
not come that day, and one that it shows twice comes twice for a schedule of hours. Paris changes
on the last Sundays of March and October, at 01:00 UTC.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap
from cluster_sim.world.kube.api import timestamps
from tests.world.shell.kubectl.bench import GIB, Kubectl, system

DAY = 24 * 3600


def begun(start: str) -> Kubectl:
    """A cluster whose first minutes are before that time."""
    world = World(system(), 3, timestamps.parse(start), now=-120 * SECOND)
    bootstrap.create_cluster(world, {})
    add_host(world, "baie-1", 4, 8 * GIB)
    add_vm(world, "vm-1", "baie-1", 4, 8 * GIB, "noeud-1")
    world.run_until(0)
    return Kubectl(world)


def cron_job(kubectl: Kubectl, name: str, schedule: str, zone: str = "") -> None:
    line = f"create cronjob {name} --image=busybox:1.36 --schedule='{schedule}' -- date"
    kubectl.out(line)
    # No history is cut short: the day is to be read from what is left.
    spec: dict[str, object] = {"successfulJobsHistoryLimit": 100}
    if zone:
        spec["timeZone"] = zone
    kubectl.run_words(["patch", "cronjob", name, "-p", json.dumps({"spec": spec})])


def times(kubectl: Kubectl, name: str) -> list[str]:
    """When the Jobs were due, as a clock of their zone shows it."""
    jobs = json.loads(kubectl.out("get jobs -o json"))["items"]
    mine = [job for job in jobs if job["metadata"]["name"].startswith(f"{name}-")]
    annotation = "batch.kubernetes.io/cronjob-scheduled-timestamp"
    return sorted(job["metadata"]["annotations"][annotation] for job in mine)


def hours(texts: Sequence[str]) -> list[str]:
    return [text.partition("T")[2] for text in texts]


def test_in_spring_the_hour_that_is_skipped_has_no_run() -> None:
    kubectl = begun("2026-03-28T22:00:00Z")
    cron_job(kubectl, "paris", "30 2 * * *", "Europe/Paris")
    cron_job(kubectl, "hourly", "0 * * * *", "Europe/Paris")
    cron_job(kubectl, "utc", "30 2 * * *")
    kubectl.wait(DAY + DAY // 2)
    # 02:30 does not exist on the 29th: the run of that day is left out.
    assert times(kubectl, "paris") == ["2026-03-30T02:30:00+02:00"]
    assert times(kubectl, "utc") == ["2026-03-29T02:30:00Z", "2026-03-30T02:30:00Z"]
    night = hours(times(kubectl, "hourly"))[1:5]
    assert night == ["01:00:00+01:00", "03:00:00+02:00", "04:00:00+02:00", "05:00:00+02:00"]


def test_in_autumn_the_hour_that_comes_twice_has_two_runs() -> None:
    kubectl = begun("2026-10-24T22:00:00Z")
    cron_job(kubectl, "paris", "30 2 * * *", "Europe/Paris")
    cron_job(kubectl, "hourly", "0 * * * *", "Europe/Paris")
    kubectl.wait(DAY + 60)
    assert times(kubectl, "paris") == ["2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00"]
    night = hours(times(kubectl, "hourly"))[:4]
    assert night == ["01:00:00+02:00", "02:00:00+01:00", "02:00:00+02:00", "03:00:00+01:00"]
    # A day of 25 hours has 25 runs: the last one is the midnight to come.
    assert len(times(kubectl, "hourly")) == 24


def test_a_day_is_told_by_the_table_and_the_last_hour_by_events() -> None:
    kubectl = begun("2026-03-29T00:00:00Z")
    cron_job(kubectl, "report", "0 */6 * * *", "Europe/Paris")
    kubectl.wait(22 * 3600 + 600)
    table = kubectl.out("get cronjob report")
    assert "0 */6 * * *   Europe/Paris   False     0        10m" in table
    assert hours(times(kubectl, "report")) == [
        *("06:00:00+02:00", "12:00:00+02:00", "18:00:00+02:00", "00:00:00+02:00"),
    ]
    # Events are kept for an hour (kube-apiserver --event-ttl).
    events = kubectl.out("events --for cronjob/report")
    assert events.count("SuccessfulCreate") == 1
    assert events.count("SawCompletedJob") == 1
    wrong = kubectl.run('patch cronjob report -p \'{"spec":{"timeZone":"Europe/Lyon"}}\'')
    assert 'spec.timeZone: Invalid value: "Europe/Lyon": unknown time zone Europe/Lyon' in wrong.err
