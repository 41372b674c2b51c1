"""Job controller: pods that run to their end, so many times, so many at once.

pkg/controller/job/job_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import (
    controller_of,
    full_name,
    is_terminating,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import job_conditions as conditions
from cluster_sim.world.kube.controllers import job_end, job_pods, job_round, job_tracking
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.job_round import BACKOFF, JOBS, Round, is_tracked
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.timings import (
    JOB_API_BACKOFF_FIRST,
    JOB_API_BACKOFF_LONGEST,
    JOB_SYNC_BATCH,
)

_MANAGED_BY: Final = "kubernetes.io/job-controller"
# Before the name of a pod whose Job is gone or finished; no name has a blank.
_ORPHAN: Final = "orphan "


def _of_job(world: World, change: Change) -> Iterator[str]:
    job = change.new or change.old
    if job is None:
        return
    yield full_name(job)
    if change.new is None or conditions.is_finished(job):
        for pod in world.store.by_index("pods", OWNER, job["metadata"]["uid"]):
            if is_tracked(pod):
                yield _ORPHAN + full_name(pod)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    pod = change.new or change.old
    if pod is None:
        return
    owner = controller_of(pod)
    if owner is not None and owner["kind"] == "Job":
        yield f"{namespace_of(pod)}/{owner['name']}"
    if change.new is not None and is_tracked(pod) and _is_orphan(world, pod):
        yield _ORPHAN + full_name(pod)


def _is_orphan(world: World, pod: Object) -> bool:
    """Whether no Job that goes on will count the pod."""
    owner = controller_of(pod)
    if owner is None:
        return True
    if owner["kind"] != "Job":
        return False
    job = world.store.get(JOBS, namespace_of(pod), owner["name"])
    if job is None or job["metadata"]["uid"] != owner["uid"]:
        return True
    return conditions.is_finished(job) and not _is_managed_elsewhere(job)


def _is_managed_elsewhere(job: Object) -> bool:
    return job["spec"].get("managedBy", _MANAGED_BY) != _MANAGED_BY


def _batching(world: World, change: Change, key: str) -> int:
    """Pods and statuses change often and wait for one another; what people ask for does not."""
    if key.startswith(_ORPHAN):
        return 0
    if change.old is None or change.new is None:
        return JOB_SYNC_BATCH if change.key.resource == "pods" else 0
    if change.key.resource == "pods":
        return JOB_SYNC_BATCH
    before, after = (each["metadata"].get("generation") for each in (change.old, change.new))
    return JOB_SYNC_BATCH if before == after else 0


def _sync(client: Client, key: str) -> int | None:
    store = client.world.store
    if key.startswith(_ORPHAN):
        pod = store.get("pods", *split_name(key.removeprefix(_ORPHAN)))
        if pod is not None and _is_orphan(client.world, pod):
            job_pods.released(client, pod)
        return None
    job = store.get(JOBS, *split_name(key))
    if job is None or conditions.is_finished(job):
        client.world.remember(BACKOFF).pop(key, None)
        return None
    return None if _is_managed_elsewhere(job) else _advance(client, job)


def _advance(client: Client, job: Object) -> int | None:
    seen = job_round.begun(client, job, job_pods.claimed(client, job))
    seen.finished = job_end.end_of(seen)
    if seen.per_index:
        seen.delayed = job_round.delayed_by_index(seen)
    deadline = job_end.deadline_in(seen)
    managed = _end_pods(seen) if seen.finished is not None else _go_on(seen)
    seen.status["active"], seen.status["ready"] = seen.active, seen.ready
    seen.status["terminating"] = seen.terminating
    job_tracking.track(seen)
    if managed.refused is not None:
        raise managed.refused
    return min((wait for wait in (deadline, managed.again) if wait), default=None)


def _end_pods(seen: Round) -> job_pods.Managed:
    refused = job_pods.delete_active(seen)
    if seen.active:
        # Not before every pod has been asked to go.
        seen.finished = None
    return job_pods.Managed(refused=refused)


def _go_on(seen: Round) -> job_pods.Managed:
    managed = job_pods.Managed()
    if not is_terminating(seen.job):
        managed = job_pods.manage(seen)
    completions = seen.spec.get("completions")
    enough = seen.succeeded >= (1 if completions is None else completions)
    if enough and seen.active == 0:
        seen.finished = conditions.made(
            conditions.SUCCESS_CRITERIA_MET,
            "CompletionsReached",
            "Reached expected number of succeeded pods",
            seen.client.now,
        )
    elif not is_terminating(seen.job):
        _write_suspension(seen)
    return managed


def _write_suspension(seen: Round) -> None:
    now = seen.client.now
    if seen.suspended:
        wanted = conditions.made(conditions.SUSPENDED, "JobSuspended", "Job suspended", now)
        said = "Suspended"
    else:
        wanted = conditions.made(conditions.SUSPENDED, "JobResumed", "Job resumed", now, "False")
        said = "Resumed"
    present = seen.status.get("conditions") or []
    changed = conditions.ensured(present, wanted)
    if changed is present:
        return
    seen.status["conditions"] = changed
    if not seen.suspended:
        # The deadline counts from when the Job goes on.
        seen.status["startTime"] = timestamps.time(now)
    seen.tell(said, wanted["message"])


CONTROLLER = Controller(
    job_round.NAME,
    {JOBS: _of_job, "pods": _of_pod},
    _sync,
    batching=_batching,
    retries=(JOB_API_BACKOFF_FIRST, JOB_API_BACKOFF_LONGEST),
)
