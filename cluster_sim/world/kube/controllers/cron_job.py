"""CronJob controller: a Job at every time of a schedule.

pkg/controller/cronjob/cronjob_controllerv2.go. It sleeps until the next time that is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import cron, time_zones, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import (
    controller_of,
    controller_reference,
    is_terminating,
    name_of,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.cron_job_jobs import (
    NAME,
    Round,
    clean_up,
    delete,
    look_at_jobs,
    miss_jobs,
)
from cluster_sim.world.kube.controllers.cron_job_schedule import (
    ScheduleError,
    Timetable,
    is_many,
)
from cluster_sim.world.kube.controllers.job_round import JOBS
from cluster_sim.world.kube.controllers.watching import of_itself
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.timings import MINUTE, SECOND

CRON_JOBS: Final = "cronjobs.batch"
_SCHEDULED: Final = "batch.kubernetes.io/cronjob-scheduled-timestamp"


def _of_job(world: World, change: Change) -> Iterator[str]:
    job = change.new or change.old
    owner = controller_of(job) if job is not None else None
    if job is not None and owner is not None and owner["kind"] == "CronJob":
        yield f"{namespace_of(job)}/{owner['name']}"


def _batching(world: World, change: Change, key: str) -> int:
    """A changed schedule counts from its next time on, not from what it would have meant."""
    old, new = change.old, change.new
    if change.key.resource != CRON_JOBS or old is None or new is None:
        return 0
    if all(old["spec"].get(key) == new["spec"].get(key) for key in ("schedule", "timeZone")):
        return 0
    return Timetable(new).waits(new, world.unix) or 0


def _sync(client: Client, key: str) -> int | None:
    cronjob = client.world.store.get(CRON_JOBS, *split_name(key))
    if cronjob is None:
        return None
    owned = client.world.store.by_index(JOBS, OWNER, cronjob["metadata"]["uid"])
    jobs = sorted(owned, key=name_of)
    seen = Round(client, cronjob, jobs, dict(cronjob.get("status") or {}))
    clean_up(seen)
    try:
        return _advance(seen)
    finally:
        _write(seen)


def _write(seen: Round) -> None:
    status = {key: value for key, value in seen.status.items() if value or key != "active"}
    if status != (seen.cronjob.get("status") or {}):
        seen.client.update_status(CRON_JOBS, {**seen.cronjob, "status": status})


def _advance(seen: Round) -> int | None:
    """Start what is due; the µs until more is."""
    look_at_jobs(seen)
    miss_jobs(seen)
    if is_terminating(seen.cronjob):
        return None
    zone = seen.spec.get("timeZone")
    if zone is not None and time_zones.fault(zone):
        why = f"invalid timeZone: {quote(zone)}: unknown time zone {zone}"
        seen.tell("UnknownTimeZone", why, events.WARNING)
        return None
    return None if seen.spec.get("suspend") else _follow_schedule(seen)


def _follow_schedule(seen: Round) -> int | None:
    now, schedule = seen.client.now, seen.spec["schedule"]
    try:
        timetable = Timetable(seen.cronjob)
    except cron.CronError as problem:
        message = f"unparseable schedule: {quote(schedule)} : {problem}"
        seen.tell("UnparseableSchedule", message, events.WARNING)
        return None
    try:
        due = timetable.due(seen.cronjob, now)
    except ScheduleError as problem:
        message = f"invalid schedule: {schedule} : {problem}"
        seen.tell("InvalidSchedule", message, events.WARNING)
        return None
    if due.time is not None:
        if is_many(due):
            seen.tell("TooManyMissedTimes", _TOO_MANY, events.WARNING)
        _serve(seen, due.time, now)
    served = {**seen.cronjob, "status": seen.status}
    return timetable.waits(served, now)


_TOO_MANY: Final = (
    "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"
)


def _serve(seen: Round, time: int, now: int) -> None:
    """Start the Job of that time, unless it is too late, done, or against the policy."""
    deadline = seen.spec.get("startingDeadlineSeconds")
    if deadline is not None and time + deadline * SECOND < now:
        message = f"Missed scheduled time to start a job: {time_zones.rfc1123(time)}"
        seen.tell("MissSchedule", message, events.WARNING)
        return
    name = f"{name_of(seen.cronjob)}-{time // MINUTE}"
    if seen.status.get("lastScheduleTime") == timestamps.time(time):
        return
    if any(reference["name"] == name for reference in seen.active):
        return
    policy = seen.spec["concurrencyPolicy"]
    if policy == "Forbid" and seen.active:
        seen.tell("JobAlreadyActive", _ALREADY_ACTIVE)
        return
    if policy == "Replace":
        _replace(seen)
    _start(seen, name, time)


_ALREADY_ACTIVE: Final = (
    "Not starting job because prior execution is running and concurrency policy is Forbid"
)


def _replace(seen: Round) -> None:
    for reference in seen.active:
        try:
            job = seen.client.get(JOBS, reference["namespace"], reference["name"])
        except StatusError as problem:
            seen.tell("FailedGet", f"Get job: {problem}", events.WARNING)
            raise
        delete(seen, job)


def _start(seen: Round, name: str, time: int) -> None:
    client, cronjob = seen.client, seen.cronjob
    try:
        job = client.create(JOBS, namespace_of(cronjob), _job(cronjob, name, time))
    except StatusError as problem:
        if problem.namespace_is_going:
            raise
        if problem.status.get("reason") != "AlreadyExists":
            seen.tell("FailedCreate", f"Error creating job: {problem}", events.WARNING)
            raise
        job = client.get(JOBS, namespace_of(cronjob), name)
        owner = controller_of(job)
        if owner is None or owner["uid"] != cronjob["metadata"]["uid"]:
            return
    else:
        seen.tell("SuccessfulCreate", f"Created job {name}")
    seen.status["active"] = [*seen.active, _reference(job)]
    seen.status["lastScheduleTime"] = timestamps.time(time)


def _job(cronjob: Object, name: str, time: int) -> Object:
    template = cronjob["spec"]["jobTemplate"]
    given = template.get("metadata") or {}
    zone = cronjob["spec"].get("timeZone") or time_zones.UTC
    scheduled = {_SCHEDULED: time_zones.written(time, zone)}
    meta = {
        "name": name,
        "annotations": {**(given.get("annotations") or {}), **scheduled},
        "ownerReferences": [controller_reference(cronjob)],
    }
    if given.get("labels"):
        meta["labels"] = given["labels"]
    return {"metadata": meta, "spec": template["spec"]}


def _reference(job: Object) -> dict[str, Any]:
    meta = job["metadata"]
    return {
        "apiVersion": job["apiVersion"],
        "kind": job["kind"],
        "name": meta["name"],
        "namespace": meta["namespace"],
        "resourceVersion": meta["resourceVersion"],
        "uid": meta["uid"],
    }


CONTROLLER = Controller(NAME, {CRON_JOBS: of_itself, JOBS: _of_job}, _sync, batching=_batching)
