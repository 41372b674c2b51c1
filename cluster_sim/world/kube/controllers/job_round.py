"""What the Job controller knows while it looks at one Job: its pods sorted, its counts.

pkg/controller/job/job_controller.go (syncJobCtx)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import Condition
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import job_failures as failures
from cluster_sim.world.kube.controllers.job_backoff import (
    NEW,
    BackoffRecord,
    finished_at,
    recorded,
)
from cluster_sim.world.kube.controllers.job_indexes import (
    UNKNOWN,
    Indexes,
    index_of,
    indexes_of,
    read,
)
from cluster_sim.world.kube.pod_state import is_active, is_finished, is_ready, phase_of

NAME: Final = "job-controller"
JOBS: Final = "jobs.batch"
TRACKING: Final = "batch.kubernetes.io/job-tracking"
BACKOFF: Final = "job back-off"


@dataclass(slots=True)
class Round:
    """One look at a Job. ``status`` is its status as it will be written; the counts ``active``,
    ``ready`` and ``terminating`` follow what the look does to the pods."""

    client: Client
    job: Object
    pods: list[Object]
    status: dict[str, Any]
    backoff: BackoffRecord
    active_pods: list[Object] = field(init=False)
    active: int = field(init=False)
    ready: int = field(init=False)
    terminating: int = field(init=False)
    succeeded: int = 0
    failed: int = 0
    previous_indexes: Indexes = frozenset()
    succeeded_indexes: Indexes = frozenset()
    failed_indexes: Indexes | None = None
    delayed: dict[int, Object] = field(default_factory=dict)
    finished: Condition | None = None

    def __post_init__(self) -> None:
        self.active_pods = [pod for pod in self.pods if is_active(pod)]
        self.active = len(self.active_pods)
        self.ready = sum(map(is_ready, self.active_pods))
        self.terminating = len(self.leaving())

    def tell(self, reason: str, message: str, kind: str = events.NORMAL) -> None:
        """An event about the Job; ``kind`` is Normal or Warning."""
        events.record(self.client, self.job, kind, reason, message, NAME)

    @property
    def spec(self) -> dict[str, Any]:
        """What is asked of the Job."""
        spec: dict[str, Any] = self.job["spec"]
        return spec

    @property
    def indexed(self) -> bool:
        """Whether each pod has an index of its own to complete."""
        return self.spec.get("completionMode") == "Indexed"

    @property
    def per_index(self) -> bool:
        """Whether each index has retries of its own."""
        return self.indexed and "backoffLimitPerIndex" in self.spec

    @property
    def suspended(self) -> bool:
        """Whether the Job is to wait."""
        return bool(self.spec.get("suspend"))

    @property
    def key(self) -> str:
        """The Job's namespace and name."""
        return f"{namespace_of(self.job)}/{name_of(self.job)}"

    def leaving(self) -> list[Object]:
        """The pods that were asked to go and have not come to their end."""
        return [pod for pod in self.pods if is_terminating(pod) and not is_finished(pod)]

    def uncounted(self, outcome: str) -> list[str]:
        """The uids that are yet to be counted as ``succeeded`` or ``failed``."""
        uids: list[str] = self.status["uncountedTerminatedPods"].get(outcome) or []
        return uids

    def valid_index(self, pod: Object) -> bool:
        """Whether the pod works on an index that the Job has; any will do without indexes."""
        if not self.indexed:
            return True
        return UNKNOWN < index_of(pod) < self.spec["completions"]

    def newly(self, outcome: str, is_so: Callable[[Object], bool]) -> list[Object]:
        """The tracked pods with such an end that the status does not know yet."""
        known = self.uncounted(outcome)
        return [
            pod
            for pod in self.pods
            if is_tracked(pod)
            and pod["metadata"]["uid"] not in known
            and self.valid_index(pod)
            and is_so(pod)
        ]


def begun(client: Client, job: Object, pods: list[Object]) -> Round:
    """The picture of a Job that is not finished, with what its pods say about its end."""
    status = dict(job.get("status") or {})
    status.setdefault("uncountedTerminatedPods", {})
    before: BackoffRecord = client.world.remember(BACKOFF).get(_key(job), NEW)
    seen = Round(client, job, pods, status, BackoffRecord(*before))
    _count(seen)
    if not seen.suspended and not status.get("startTime"):
        status["startTime"] = timestamps.time(client.now)
    if seen.indexed:
        _look_at_indexes(seen)
    return seen


def is_tracked(pod: Object) -> bool:
    """Whether the pod waits to be counted before it may go."""
    return TRACKING in (pod["metadata"].get("finalizers") or ())


def _key(job: Object) -> str:
    return f"{namespace_of(job)}/{name_of(job)}"


def _count(seen: Round) -> None:
    succeeded = seen.newly("succeeded", lambda pod: phase_of(pod) == "Succeeded")
    failed = seen.newly("failed", lambda pod: failures.is_pod_failed(seen.job, pod))
    counted = [pod for pod in failed if failures.verdict(seen.job, pod).counts]
    status = seen.status
    seen.succeeded = status.get("succeeded", 0) + len(succeeded) + len(seen.uncounted("succeeded"))
    seen.failed = status.get("failed", 0) + len(counted) + len(seen.uncounted("failed"))
    seen.backoff = recorded(
        seen.backoff, list(map(finished_at, succeeded)), list(map(finished_at, failed))
    )


def _look_at_indexes(seen: Round) -> None:
    completions = seen.spec["completions"]
    seen.previous_indexes = read(seen.status.get("completedIndexes"), completions)
    done = [
        pod
        for pod in seen.pods
        if phase_of(pod) == "Succeeded" and is_tracked(pod) and seen.valid_index(pod)
    ]
    seen.succeeded_indexes = seen.previous_indexes | indexes_of(done)
    seen.succeeded = len(seen.succeeded_indexes)
    if seen.per_index:
        given_up = read(seen.status.get("failedIndexes"), completions)
        lost = [
            pod
            for pod in seen.pods
            if is_tracked(pod) and seen.valid_index(pod) and failures.is_index_failed(seen.job, pod)
        ]
        seen.failed_indexes = given_up | indexes_of(lost)


def delayed_by_index(seen: Round) -> dict[int, Object]:
    """By index, the failed pod that is kept until its successor has taken over its counts."""
    settled = seen.succeeded_indexes | (seen.failed_indexes or frozenset())
    settled |= indexes_of(seen.active_pods)
    kept: dict[int, Object] = {}
    for pod in seen.pods:
        index = index_of(pod)
        if index in settled or not is_tracked(pod) or not seen.valid_index(pod):
            continue
        if failures.is_pod_failed(seen.job, pod):
            rival = kept.get(index)
            if rival is None or _outlasts(pod, rival):
                kept[index] = pod
    return kept


def _outlasts(pod: Object, rival: Object) -> bool:
    """Whether the pod's end is the later one of the two, as counted and as timed."""
    later = finished_at(pod) >= finished_at(rival)
    return later and failures.all_failures(rival) <= failures.all_failures(pod)
