"""The pods of a Job: which are its own, how many to make, which to take away.

pkg/controller/job/job_controller.go (manageJob) and indexed_job_utils.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    controller_reference,
    is_terminating,
    name_of,
    namespace_of,
    owners_of,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.job_backoff import BackoffRecord, finished_at, remaining
from cluster_sim.world.kube.controllers.job_failures import (
    all_failures,
    replaces_only_failed,
)
from cluster_sim.world.kube.controllers.job_indexes import (
    UNKNOWN,
    first_missing,
    index_of,
    indexes_of,
)
from cluster_sim.world.kube.controllers.job_pod import pod_of
from cluster_sim.world.kube.controllers.job_round import TRACKING, Round, is_tracked
from cluster_sim.world.kube.controllers.pod_ranking import deletion_order
from cluster_sim.world.kube.indexes import ORPHAN, OWNER
from cluster_sim.world.kube.pod_state import is_active, is_ready
from cluster_sim.world.kube.timings import JOB_SYNC_BATCH

_MOST_AT_ONCE: Final = 500


class Managed:
    """What bringing the number of pods into order came to.

    ``again``: the µs after which there is more to do; ``refused``: why a call went wrong.
    """

    __slots__ = ("again", "refused")

    def __init__(self, again: int | None = None, refused: StatusError | None = None) -> None:
        self.again, self.refused = again, refused


def claimed(client: Client, job: Object) -> list[Object]:
    """The pods of the Job: orphans that it selects are adopted, others let go."""
    store, uid = client.world.store, job["metadata"]["uid"]
    selector = labels.of_object(job["spec"]["selector"])
    mine = []
    for pod in store.by_index("pods", OWNER, uid):
        if selector.matches(pod["metadata"].get("labels")) or is_terminating(job):
            mine.append(pod)
        elif not is_terminating(pod):
            _write_owners(client, pod, [o for o in owners_of(pod) if o["uid"] != uid], False)
    if is_terminating(job):
        return mine
    for pod in store.by_index("pods", OWNER, ORPHAN + namespace_of(job)):
        if is_active(pod) and selector.matches(pod["metadata"].get("labels")):
            owners = [*owners_of(pod), controller_reference(job)]
            mine.append(_write_owners(client, pod, owners, True))
    return mine


def _write_owners(
    client: Client, pod: Object, owners: list[dict[str, Any]], tracked: bool
) -> Object:
    others = [each for each in pod["metadata"].get("finalizers") or () if each != TRACKING]
    finalizers = [*others, TRACKING] if tracked else others
    meta = {**pod["metadata"], "ownerReferences": owners, "finalizers": finalizers}
    return client.update("pods", namespace_of(pod), {**pod, "metadata": meta})


def released(client: Client, pod: Object) -> bool:
    """Take the tracking finalizer off a pod; whether it is off now (or the pod gone)."""
    now = client.world.store.get("pods", namespace_of(pod), name_of(pod))
    if now is None or now["metadata"]["uid"] != pod["metadata"]["uid"] or not is_tracked(now):
        return True
    meta = dict(now["metadata"])
    meta["finalizers"] = [each for each in meta["finalizers"] if each != TRACKING]
    if not meta["finalizers"]:
        del meta["finalizers"]
    try:
        client.update("pods", namespace_of(pod), {**now, "metadata": meta})
    except StatusError:
        return False
    return True


def delete_active(seen: Round) -> StatusError | None:
    """Let the running pods of a Job that ends go; they keep their finalizer until counted."""
    return _delete(seen, seen.active_pods)


def _delete(seen: Round, pods: list[Object]) -> StatusError | None:
    refused = None
    for pod in pods:
        name = name_of(pod)
        try:
            seen.client.delete("pods", namespace_of(pod), name)
        except StatusError as problem:
            seen.tell("FailedDelete", f"Error deleting: {problem}", events.WARNING)
            refused = problem
            continue
        seen.tell("SuccessfulDelete", f"Deleted pod: {name}")
        seen.active -= 1
        seen.terminating += 1
        seen.ready -= is_ready(pod)
    return refused


def _remove(seen: Round, pods: list[Object]) -> Managed:
    """Delete pods that are not wanted any more: they do not count as failures."""
    for pod in pods:
        released(seen.client, pod)
    return Managed(refused=_delete(seen, pods))


def manage(seen: Round) -> Managed:
    """Make the pods that are missing, or take away those that are too many."""
    if seen.suspended:
        return _remove(seen, _for_removal(seen, seen.active))
    wanted = _wanted(seen)
    surplus = _for_removal(seen, max(0, seen.active - wanted))[:_MOST_AT_ONCE]
    if surplus:
        return _remove(seen, surplus)
    missing = wanted - seen.active
    if replaces_only_failed(seen.job):
        missing -= seen.terminating
    return _fill(seen, min(missing, _MOST_AT_ONCE)) if missing > 0 else Managed()


def _wanted(seen: Round) -> int:
    parallelism: int = seen.spec["parallelism"]
    completions = seen.spec.get("completions")
    if completions is None:
        return seen.active if seen.succeeded else parallelism
    return max(0, min(completions - seen.succeeded, parallelism))


def _fill(seen: Round, missing: int) -> Managed:
    now = seen.client.now
    if not seen.per_index:
        waits = remaining(seen.backoff, now)
        if waits:
            return _later(seen, waits)
    if not seen.indexed:
        return _create(seen, [UNKNOWN] * missing)
    indexes = _next_indexes(seen, missing)
    if seen.per_index:
        due = {index: _index_waits(seen, index, now) for index in indexes}
        indexes = [index for index in indexes if not due[index]]
        if due and not indexes:
            return _later(seen, min(due.values()))
    return _create(seen, indexes)


def _later(seen: Round, waits: int) -> Managed:
    # The real controller reports no active pod while it waits, whatever still runs.
    seen.active = 0
    return Managed(again=max(waits, JOB_SYNC_BATCH))


def _next_indexes(seen: Round, count: int) -> list[int]:
    taken = seen.succeeded_indexes | indexes_of(seen.active_pods)
    if replaces_only_failed(seen.job):
        taken |= indexes_of(seen.leaving())
    taken |= seen.failed_indexes or frozenset()
    return first_missing(taken, count, seen.spec["completions"])


def _index_waits(seen: Round, index: int, now: int) -> int:
    failed = seen.delayed.get(index)
    if failed is None:
        return 0
    return remaining(BackoffRecord(all_failures(failed) + 1, finished_at(failed)), now)


def _create(seen: Round, indexes: list[int]) -> Managed:
    """Make 1 pod, then 2, 4…: a refusal ends it, so that a hopeless template costs few calls."""
    done, batch = 0, 1
    while done < len(indexes):
        group = indexes[done : done + batch]
        refused = [found for index in group if (found := _create_one(seen, index)) is not None]
        if refused:
            return Managed(refused=refused[0])
        done, batch = done + len(group), batch * 2
    return Managed()


def _create_one(seen: Round, index: int) -> StatusError | None:
    pod = pod_of(seen, index)
    try:
        made = seen.client.create("pods", namespace_of(seen.job), pod)
    except StatusError as problem:
        if problem.namespace_is_going:
            return None
        seen.tell("FailedCreate", f"Error creating: {problem}", events.WARNING)
        return problem
    seen.active += 1
    seen.tell("SuccessfulCreate", f"Created pod: {name_of(made)}")
    return None


def _for_removal(seen: Round, at_least: int) -> list[Object]:
    """Pods to take away: those with a wrong or a doubled index, then what is missed least."""
    surplus, left = _doubled(seen) if seen.indexed else ([], seen.active_pods)
    more = at_least - len(surplus)
    if more <= 0:
        return surplus
    return [*surplus, *deletion_order(seen.client.world, left, [])[:more]]


def _doubled(seen: Round) -> tuple[list[Object], list[Object]]:
    by_index: dict[int, list[Object]] = {}
    for pod in seen.active_pods:
        by_index.setdefault(index_of(pod), []).append(pod)
    surplus: list[Object] = []
    left: list[Object] = []
    for index in sorted(by_index):
        same = by_index[index]
        if not UNKNOWN < index < seen.spec["completions"]:
            surplus += same
            continue
        ordered = deletion_order(seen.client.world, same, [])
        surplus += ordered[:-1]
        left.append(ordered[-1])
    return surplus, left
