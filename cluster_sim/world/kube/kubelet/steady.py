"""Steady streams of requests to pods: said once, counted and logged without being sent.

A segment is (source, since, until or None, thousandths of a request a second, path, client).
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet.podrecords import steady_requests
from cluster_sim.world.kube.timings import SECOND

Segment = tuple[str, int, int | None, int, str, str]

_MOST_SEGMENTS = 40
_MOST_HITS = 5_000


def send(
    world: World, namespace: str, pod: str, source: str, rate: int, path: str, client: str
) -> None:
    """``source`` sends the pod ``rate`` thousandths of a request a second from now on; 0: none."""
    known, key = steady_requests(world), f"{namespace}/{pod}"
    segments: tuple[Segment, ...] = known.get(key, ())
    now, kept = world.unix, []
    for segment in segments:
        if segment[0] != source or segment[2] is not None:
            kept.append(segment)
        elif segment[3:] == (rate, path, client):
            return
        else:
            kept.append((*segment[:2], now, *segment[3:]))
    if rate > 0:
        kept.append((source, now, None, rate, path, client))
    known[key] = tuple(kept[-_MOST_SEGMENTS:])


def rate_on(world: World, key: str) -> int:
    """Thousandths of a request a second that all sources send to the pod now."""
    return sum(each[3] for each in steady_requests(world).get(key, ()) if each[2] is None)


def rate_at(world: World, key: str, at: int) -> int:
    """The same for a moment (Unix µs) that is not long past."""
    return sum(
        each[3]
        for each in steady_requests(world).get(key, ())
        if each[1] <= at and (each[2] is None or at < each[2])
    )


def changes_of(world: World, key: str, first: int, last: int) -> list[int]:
    """``first``, the moments after it at which the load of the pod changed, and ``last``."""
    found = {first, last}
    for each in steady_requests(world).get(key, ()):
        found.update(at for at in each[1:3] if at is not None and first < at < last)
    return sorted(found)


def moments_of(world: World, key: str, first: int, last: int) -> list[tuple[int, str, str]]:
    """When requests came between two moments (Unix µs), with path and client; the newest ones."""
    found: list[tuple[int, str, str]] = []
    for _, since, until, rate, path, client in steady_requests(world).get(key, ()):
        period = max(1000 * SECOND // rate, 1)
        end = last if until is None else min(until, last)
        start = max(since + period, first, end - _MOST_HITS * period)
        at = start + (since - start) % period
        found.extend((moment, path, client) for moment in range(at, end + 1, period))
    return sorted(found)[-_MOST_HITS:]
