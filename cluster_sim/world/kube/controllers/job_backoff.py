"""How long a Job waits before it replaces a failed pod.

pkg/controller/job/backoff_utils.go: 10 s after a first failure, doubled by each further one up
to 10 minutes, counted from when the pod finished; a success starts it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import JOB_BACKOFF_FIRST, JOB_BACKOFF_LONGEST, SECOND


class BackoffRecord(NamedTuple):
    """Failures since the last success, and when the last of them was (Unix µs)."""

    failures: int = 0
    last_failure: int | None = None


NEW: Final = BackoffRecord()


def recorded(
    before: BackoffRecord, succeeded: Sequence[int], failed: Sequence[int]
) -> BackoffRecord:
    """The record after pods finished at those times (Unix µs, in any order)."""
    if not succeeded:
        if not failed:
            return before
        return BackoffRecord(before.failures + len(failed), max(failed))
    since = [time for time in failed if time > max(succeeded)]
    return BackoffRecord(len(since), max(since, default=None))


def remaining(
    record: BackoffRecord,
    now: int,
    first: int = JOB_BACKOFF_FIRST,
    longest: int = JOB_BACKOFF_LONGEST,
) -> int:
    """µs until the next pod may be made; ``now`` in Unix µs."""
    if not record.failures or record.last_failure is None:
        return 0
    # More doublings than this exceed any longest delay.
    delay = min(first << min(record.failures - 1, 40), longest)
    return max(0, record.last_failure + delay - now)


def finished_at(pod: Object) -> int:
    """When the pod's work ended, in Unix µs: as its containers say, else as the pod does."""
    meta, status = pod["metadata"], pod.get("status") or {}
    ends = [
        ((each.get("state") or {}).get("terminated") or {}).get("finishedAt")
        for each in status.get("containerStatuses") or ()
    ]
    if ends and all(ends):
        return max(timestamps.parse(str(end)) for end in ends)
    ready = condition(pod, "Ready")
    if ready is not None and ready["status"] == "False" and ready.get("lastTransitionTime"):
        return timestamps.parse(ready["lastTransitionTime"])
    if meta.get("deletionTimestamp"):
        grace = meta.get("deletionGracePeriodSeconds") or 0
        return timestamps.parse(meta["deletionTimestamp"]) - grace * SECOND
    return timestamps.parse(meta["creationTimestamp"])
