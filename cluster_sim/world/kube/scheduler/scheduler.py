"""kube-scheduler: takes pods from its queue one by one and binds them to nodes.

pkg/scheduler/scheduler.go, schedule_one.go, eventhandlers.go. A cycle decides and assumes; the
binding follows by itself a call later, while the next cycle runs already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import (
    binding,
    cache,
    displacement,
    failure,
    informers,
    nominations,
    preemption,
    profiles,
    trace,
)
from cluster_sim.world.kube.scheduler.framework import Decision, decide
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.preemption import Outcome
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.queue import PodName, SchedulingQueue
from cluster_sim.world.kube.scheduler.queue_entry import Entry
from cluster_sim.world.kube.scheduler.status import NO_NODES, Diagnosis
from cluster_sim.world.kube.scheduler.wake import CYCLE, FLUSH, MEMORY, wake, wake_for_flush
from cluster_sim.world.kube.scheduler.workloads import StoredWorkloads
from cluster_sim.world.kube.timings import MILLISECOND

_CYCLE_TIME: Final = 2 * MILLISECOND


def register(system: System) -> None:
    """Let worlds of this system have their pods scheduled."""
    system.handler(CYCLE, _cycle)
    system.handler(FLUSH, _flush)
    binding.register(system)
    displacement.register(system)
    informers.register(system)


def _cycle(world: World) -> None:
    memory = world.remember(MEMORY)
    if memory.get("due") != world.now:
        return
    del memory["due"]
    queue = SchedulingQueue(world)
    popped = queue.pop()
    if popped is not None:
        name, entry = popped
        world.cause = entry.cause
        _attempt(world, queue, name, entry)
    wake(world, queue, _CYCLE_TIME)


def _attempt(world: World, queue: SchedulingQueue, name: PodName, entry: Entry) -> None:
    pod = world.store.get("pods", *name)
    if pod is None or pod["metadata"]["uid"] != entry.uid or _is_settled(world, name, pod):
        return
    profile = profiles.of_pod(world, pod)
    if profile is None:
        return
    cluster = cache.cluster_of(world)
    if not cluster.nodes:
        queue.failed(name, entry)
        failure.tell(world, profile.name, pod, NO_NODES, failure.UNSCHEDULABLE)
        return
    guests = nominations.guests(nominations.now(world), world.store, cluster, name, pod)
    cycle = Cycle(cluster, pod, StoredWorkloads(world.store), world.store, guests)
    decision = _decided(world, profile, cycle)
    attempt = Attempt(world, queue, profile, name, entry, pod)
    if decision.diagnosis is not None:
        _make_room(attempt, cycle, decision.diagnosis)
        return
    refused = binding.begin(world, profile, cycle, name, decision.node)
    if refused is not None:
        _turn_down(attempt, Diagnosis(1, ((refused, 1),)), Outcome(""))
        return
    nominations.nominate(world, name, "")


class Attempt(NamedTuple):
    """One try to place one pod."""

    world: World
    queue: SchedulingQueue
    profile: Profile
    name: PodName
    entry: Entry
    pod: Object


def _make_room(attempt: Attempt, cycle: Cycle, diagnosis: Diagnosis) -> None:
    """The pod fits nowhere: others may have to leave for it."""
    world = attempt.world
    outcome = preemption.post_filter(attempt.profile, cycle, diagnosis, _drawing(world))
    _turn_down(attempt, diagnosis, outcome)
    if outcome.candidate is not None:
        displacement.begin(world, attempt.profile, attempt.pod, outcome.candidate)


def _drawing(world: World) -> Callable[[int], int]:
    return lambda bound: world.chance.below(MEMORY, bound)


def _decided(world: World, profile: Profile, cycle: Cycle) -> Decision:
    memory = world.remember(MEMORY)
    start = memory.get("start", 0) % len(cycle.cluster.nodes)
    decision = decide(profile, cycle, start, _drawing(world))
    memory["start"] = (start + decision.evaluated) % len(cycle.cluster.nodes)
    trace.note(world, cycle.pod, decision, start)
    return decision


def _is_settled(world: World, name: PodName, pod: Object) -> bool:
    """Nothing to do for a pod that has a node, is about to have one, or is going away."""
    if pod["spec"].get("nodeName") or is_terminating(pod):
        return True
    return cache.is_assumed(world, name, pod["metadata"]["uid"])


def _turn_down(attempt: Attempt, diagnosis: Diagnosis, outcome: Outcome) -> None:
    world, name, pod = attempt.world, attempt.name, attempt.pod
    attempt.queue.turned_down(name, attempt.entry, diagnosis.plugins)
    wake_for_flush(world, attempt.queue)
    if outcome.node is not None:
        nominations.nominate(world, name, outcome.node)
    message = diagnosis.message(outcome.tail)
    scheduler = attempt.profile.name
    failure.tell(world, scheduler, pod, message, failure.UNSCHEDULABLE, outcome.node)


def _flush(world: World) -> None:
    """Who has waited for five minutes may try again, whatever happened or not."""
    memory = world.remember(MEMORY)
    if memory.get("flush") != world.now:
        return
    del memory["flush"]
    queue = SchedulingQueue(world)
    while (due := queue.next_flush()) is not None and due < world.now:
        name, entry = queue.unschedulable()[0]
        world.cause = entry.cause
        queue.move(name, entry)
    wake(world, queue, 0)
    wake_for_flush(world, queue)
