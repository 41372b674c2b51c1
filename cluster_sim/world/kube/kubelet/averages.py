"""What pods used over a stretch of time, worked out from what they served in it.

The resource metrics of a kubelet count processor time since a container's start; whoever looks
twice knows the mean between the two looks. Nothing is counted here: the load of a stretch is
known, and with it what the program did.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cluster_sim.world.containers.programs.program import Program, Run
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import nodeobject, steady
from cluster_sim.world.kube.kubelet.machines import is_up
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container, Record, records
from cluster_sim.world.kube.kubelet.requests import rate_in
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.kube.timings import METRICS_FRESH, SECOND

# What changes by itself within a stretch is looked at in pieces no longer than this.
_PIECE = 5 * SECOND
_NANO_PER_MILLI = 1_000_000


class Mean(NamedTuple):
    """A container's mean processor use (billionths of a core), its memory at the end (bytes),
    and how long (µs) the stretch was that the mean was taken over.
    """

    name: str
    cpu: int
    memory: int
    window: int


def means_of(world: World, key: str, since: int, until: int) -> list[Mean]:
    """Each container of the pod ``key`` (namespace/name), measured between two moments (Unix µs).

    Empty when the pod's node is down, or when one of its containers is too new to be measured:
    a container that started within the stretch is measured from its start, if that is at least
    ten seconds ago.
    """
    record = records(world).get(key)
    if record is None or not is_up(world, record["node"]):
        return []
    found = []
    for container in record["containers"].values():
        if not _ran(container, until):
            continue
        mean = _mean(world, record, container, since, until)
        if mean is None:
            return []
        found.append(mean)
    return found


def _ran(container: Container, at: int) -> bool:
    """Whether the container ran then, as far as is known now."""
    if container["stage"] != RUNNING or container["started"] > at:
        return False
    return container["ends"] is None or bool(container["ends"][0] > at)


def _mean(
    world: World, record: Record, container: Container, since: int, until: int
) -> Mean | None:
    program, run = program_of(world, container["run"])
    first, most = max(since, run.started), nodeobject.milli_of(world, record["node"])
    if run.started > since and until - run.started < METRICS_FRESH:
        return None
    total = rate = 0
    for start, end, rate in _pieces(world, record, container, program, first, until):
        total += min(_cpu(program, run, (start + end) // 2, rate), most) * (end - start)
    window = max(until - first, 1)
    memory = program.memory(run, until, rate)
    return Mean(container["name"], total * _NANO_PER_MILLI // window, memory, window)


def _cpu(program: Program, run: Run, at: int, rate: int) -> int:
    used = program.cpu(run, at, rate)
    return min(used, run.cpu_limit) if run.cpu_limit else used


def _pieces(
    world: World, record: Record, container: Container, program: Program, first: int, last: int
) -> Iterator[tuple[int, int, int]]:
    """The stretch in pieces of one load each: begin, end, thousandths of a request a second."""
    serves = bool(program.ports(program_of(world, container["run"])[1]))
    single = rate_in(world, container["id"], first, last) if serves else 0
    key = f"{record['namespace']}/{record['name']}"
    bounds = steady.changes_of(world, key, first, last) if serves else [first, last]
    for start, end in pairwise(bounds):
        rate = single + (steady.rate_at(world, key, start) if serves else 0)
        for begin in range(start, end, _PIECE):
            yield begin, min(begin + _PIECE, end), rate
