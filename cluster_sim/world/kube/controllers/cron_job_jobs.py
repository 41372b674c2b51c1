"""The Jobs of a CronJob: which go on, which have ended, which are kept.

pkg/controller/cronjob/cronjob_controllerv2.go (cleanupFinishedJobs, syncCronJob)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import job_conditions
from cluster_sim.world.kube.controllers.job_round import JOBS

NAME: Final = "cronjob-controller"
_BACKGROUND: Final = DeleteOptions(propagation="Background")


@dataclass(slots=True)
class Round:
    """One look at a CronJob; ``status`` is written when it differs from the stored one."""

    client: Client
    cronjob: Object
    jobs: list[Object]
    status: dict[str, Any]

    @property
    def spec(self) -> dict[str, Any]:
        """What is asked of the CronJob."""
        spec: dict[str, Any] = self.cronjob["spec"]
        return spec

    @property
    def active(self) -> list[dict[str, Any]]:
        """References to the Jobs that the controller started and that go on."""
        listed: list[dict[str, Any]] = self.status.get("active") or []
        return listed

    def forget(self, uid: str) -> None:
        """Take a Job off the list of the active ones."""
        self.status["active"] = [each for each in self.active if each["uid"] != uid]

    def tell(self, reason: str, message: str, kind: str = events.NORMAL) -> None:
        """Write an event about the CronJob."""
        events.record(self.client, self.cronjob, kind, reason, message, NAME)


def clean_up(seen: Round) -> None:
    """Delete the oldest finished Jobs beyond what the history keeps."""
    for outcome, field in (
        (job_conditions.COMPLETE, "successfulJobsHistoryLimit"),
        (job_conditions.FAILED, "failedJobsHistoryLimit"),
    ):
        limit = seen.spec.get(field)
        ended = [job for job in seen.jobs if job_conditions.finished_status(job) == outcome]
        if limit is None:
            continue
        for job in sorted(ended, key=_by_start)[: max(0, len(ended) - limit)]:
            delete(seen, job)


def _by_start(job: Object) -> tuple[str, str]:
    return (job.get("status") or {}).get("startTime") or "~", name_of(job)


def delete(seen: Round, job: Object) -> None:
    """Delete a Job with its pods, and say so."""
    try:
        seen.client.delete(JOBS, namespace_of(job), name_of(job), _BACKGROUND)
    except StatusError as problem:
        seen.tell("FailedDelete", f"Deleted job: {problem}", events.WARNING)
        return
    seen.forget(job["metadata"]["uid"])
    seen.tell("SuccessfulDelete", f"Deleted job {name_of(job)}")


def look_at_jobs(seen: Round) -> None:
    """Take those that ended off the active ones; tell of those that nobody should have made."""
    listed = [reference["uid"] for reference in seen.active]
    for job in seen.jobs:
        outcome = job_conditions.finished_status(job)
        if job["metadata"]["uid"] in listed:
            if outcome:
                seen.forget(job["metadata"]["uid"])
                message = f"Saw completed job: {name_of(job)}, status: {outcome}"
                seen.tell("SawCompletedJob", message)
        elif not outcome:
            message = f"Saw a job that the controller did not create or forgot: {name_of(job)}"
            seen.tell("UnexpectedJob", message, events.WARNING)
        elif outcome == job_conditions.COMPLETE:
            _note_success(seen, job["status"].get("completionTime"))


def _note_success(seen: Round, time: str | None) -> None:
    # RFC 3339 texts of one zone sort as the times they stand for.
    if time is not None and time > seen.status.get("lastSuccessfulTime", ""):
        seen.status["lastSuccessfulTime"] = time


def miss_jobs(seen: Round) -> None:
    """A Job that was active and is gone is active no more."""
    present = [job["metadata"]["uid"] for job in seen.jobs]
    for reference in seen.active:
        if reference["uid"] in present:
            continue
        found = seen.client.world.store.get(JOBS, reference["namespace"], reference["name"])
        if found is None:
            seen.tell("MissingJob", f"Active job went missing: {reference['name']}")
            seen.forget(reference["uid"])
