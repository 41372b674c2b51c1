"""How the labs of a host share a round: who goes with whom, and how long each may take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cluster_sim.live.hosted import FRAME_EVERY, HostedLab
from cluster_sim.live.opening import MOST_BUDGET

# Seconds of work for one lab in one round, however many lag.
LEAST_BUDGET = 0.004
# Labs that take their turns in one go.
AT_ONCE = 8


def share(labs: Iterable[HostedLab]) -> float:
    """Seconds for each: those that lag share a round, those that keep up need next to nothing."""
    lagging = sum(hosted.behind for hosted in labs)
    return min(MOST_BUDGET, max(LEAST_BUDGET, FRAME_EVERY * 0.8 / max(1, lagging)))


def batches(labs: Sequence[HostedLab]) -> Iterator[Sequence[HostedLab]]:
    """Labs that keep up by the handful, each that lags by itself: no batch takes long."""
    for hosted in labs:
        if hosted.behind:
            yield [hosted]
    light = [hosted for hosted in labs if not hosted.behind]
    for first in range(0, len(light), AT_ONCE):
        yield light[first : first + AT_ONCE]
