"""Waiting longer and longer: client-go's flowcontrol.Backoff as the kubelet uses it.

Entries are ``{"delay", "updated"}`` in µs, None where there is none yet.
"""

from __future__ import annotations

from cluster_sim.world.kube.timings import BACKOFF_FIRST, BACKOFF_LONGEST, BACKOFF_RESET

Entry = dict[str, int]


def next_entry(entry: Entry | None, now: int) -> Entry:
    """The entry after one more try: 10 s at first, then doubled up to 300 s."""
    if entry is None or now - entry["updated"] > BACKOFF_RESET:
        return {"delay": BACKOFF_FIRST, "updated": now}
    return {"delay": min(entry["delay"] * 2, BACKOFF_LONGEST), "updated": now}


def over_at(entry: Entry | None, since: int) -> int:
    """When a try is allowed again after the failure at ``since``; ``since`` itself: at once.

    The entry is forgotten when what failed had run for twice the longest delay, ten minutes.
    """
    if entry is None or since - entry["updated"] > BACKOFF_RESET:
        return since
    return since + entry["delay"]
