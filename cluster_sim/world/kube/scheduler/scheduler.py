"""kube-scheduler: takes pods from its queue one by one and binds them to nodes.

pkg/scheduler/scheduler.go, schedule_one.go, eventhandlers.go. A cycle decides and assumes; the
binding follows by itself a call later, while the next cycle runs already.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import (
    binding,
    cache,
    failure,
    informers,
    preemption,
    profiles,
    trace,
)
from cluster_sim.world.kube.scheduler.framework import Decision, decide
from cluster_sim.world.kube.scheduler.plugin import Cycle
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
    cycle = Cycle(cluster, pod, StoredWorkloads(world.store), world.store)
    decision = _decided(world, profile, cycle)
    diagnosis = decision.diagnosis
    if diagnosis is not None:
        tail = preemption.post_filter(pod, diagnosis)
        _turn_down(world, queue, profile, name, entry, pod, diagnosis, tail)
        return
    refused = binding.begin(world, profile, cycle, name, decision.node)
    if refused is not None:
        _turn_down(world, queue, profile, name, entry, pod, Diagnosis(1, ((refused, 1),)), "")


def _decided(world: World, profile: Profile, cycle: Cycle) -> Decision:
    memory = world.remember(MEMORY)
    start = memory.get("start", 0) % len(cycle.cluster.nodes)
    decision = decide(profile, cycle, start, lambda bound: world.chance.below("scheduler", bound))
    memory["start"] = (start + decision.evaluated) % len(cycle.cluster.nodes)
    trace.note(world, cycle.pod, decision, start)
    return decision


def _is_settled(world: World, name: PodName, pod: Object) -> bool:
    """Nothing to do for a pod that has a node, is about to have one, or is going away."""
    if pod["spec"].get("nodeName") or is_terminating(pod):
        return True
    return cache.is_assumed(world, name, pod["metadata"]["uid"])


def _turn_down(
    world: World,
    queue: SchedulingQueue,
    profile: Profile,
    name: PodName,
    entry: Entry,
    pod: Object,
    diagnosis: Diagnosis,
    tail: str,
) -> None:
    queue.turned_down(name, entry, diagnosis.plugins)
    wake_for_flush(world, queue)
    failure.tell(world, profile.name, pod, diagnosis.message(tail), failure.UNSCHEDULABLE)


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
