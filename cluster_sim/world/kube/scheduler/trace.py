"""What the scheduler remembers of each decision: enough to work it out again.

A decision is a function of the world at a revision; the trace keeps that revision and the few
facts that are not in the world's objects. The last few thousand decisions are kept.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.framework import Decision

MEMORY: Final = "scheduler decisions"
MOST: Final = 4096


class Trace(NamedTuple):
    """``revision``: the world's last change before the decision; ``time`` in µs.

    ``node`` is empty when the pod fitted nowhere; ``start`` is the place in the order of nodes
    at which the search began.
    """

    revision: int
    time: int
    node: str
    evaluated: int
    feasible: int
    start: int


def note(world: World, pod: Object, decision: Decision, start: int) -> None:
    """Remember the last decision about a pod."""
    traces = world.remember(MEMORY)
    uid = pod["metadata"]["uid"]
    if traces.pop(uid, None) is None and len(traces) >= MOST:
        del traces[next(iter(traces))]
    node, evaluated, feasible, _diagnosis = decision
    traces[uid] = (world.revision, world.now, node, evaluated, feasible, start)


def of(world: World, uid: str) -> Trace | None:
    """The last decision about the pod with that uid, None when there is none any more."""
    found = world.recall(MEMORY).get(uid)
    return None if found is None else Trace(*found)
