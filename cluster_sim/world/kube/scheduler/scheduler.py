"""kube-scheduler: takes pods from its queue one by one and binds them to nodes.

pkg/scheduler/scheduler.go, schedule_one.go, eventhandlers.go. A cycle decides and assumes; the
binding follows by itself a call later, while the next cycle runs already.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events, pod_state
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import cache, informers, preemption, trace
from cluster_sim.world.kube.scheduler.framework import Decision, decide
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.profile import DEFAULT, NAME
from cluster_sim.world.kube.scheduler.queue import PodName, SchedulingQueue
from cluster_sim.world.kube.scheduler.queue_entry import ACTIVE, Entry
from cluster_sim.world.kube.scheduler.status import NO_NODES
from cluster_sim.world.kube.scheduler.wake import CYCLE, FLUSH, MEMORY, wake, wake_for_flush
from cluster_sim.world.kube.scheduler.workloads import StoredWorkloads
from cluster_sim.world.kube.timings import CALL, MILLISECOND

_BIND: Final = "scheduler bind"
_CYCLE_TIME: Final = 2 * MILLISECOND
# k8s.io/api/events/v1: a note has at most 1 kB (validation.NoteLengthLimit).
_NOTE_LENGTH: Final = 1024


def register(system: System) -> None:
    """Let worlds of this system have their pods scheduled."""
    system.handler(CYCLE, _cycle)
    system.handler(FLUSH, _flush)
    system.handler(_BIND, _bind)
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
    cluster = cache.cluster_of(world)
    if not cluster.nodes:
        queue.failed(name, entry)
        _tell_failure(world, pod, NO_NODES, "Unschedulable")
        return
    memory = world.remember(MEMORY)
    start = memory.get("start", 0) % len(cluster.nodes)
    cycle = Cycle(cluster, pod, StoredWorkloads(world.store))
    decision = decide(DEFAULT, cycle, start, lambda bound: world.chance.below("scheduler", bound))
    memory["start"] = (start + decision.evaluated) % len(cluster.nodes)
    trace.note(world, pod, decision, start)
    if decision.diagnosis is not None:
        _turn_down(world, queue, name, entry, pod, decision)
        return
    cache.assume(world, name, pod, decision.node, cycle.kind)
    world.schedule(CALL, _BIND, name, entry.uid, decision.node)


def _is_settled(world: World, name: PodName, pod: Object) -> bool:
    """Nothing to do for a pod that has a node, is about to have one, or is going away."""
    if pod["spec"].get("nodeName") or is_terminating(pod):
        return True
    return cache.is_assumed(world, name, pod["metadata"]["uid"])


def _turn_down(
    world: World,
    queue: SchedulingQueue,
    name: PodName,
    entry: Entry,
    pod: Object,
    decision: Decision,
) -> None:
    diagnosis = decision.diagnosis
    assert diagnosis is not None
    message = diagnosis.message(preemption.post_filter(pod, diagnosis))
    queue.turned_down(name, entry, diagnosis.plugins)
    wake_for_flush(world, queue)
    _tell_failure(world, pod, message, "Unschedulable")


def _tell_failure(world: World, pod: Object, message: str, reason: str) -> None:
    client = Client(world, NAME)
    note = message if len(message) <= _NOTE_LENGTH else f"{message[: _NOTE_LENGTH - 4]} ..."
    events.record(client, pod, "Warning", "FailedScheduling", note, NAME, action="Scheduling")
    condition = {
        "type": "PodScheduled",
        "status": "False",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(world.unix),
        "reason": reason,
        "message": message,
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    before = pod_state.condition(pod, "PodScheduled")
    if before is not None and before["status"] == "False":
        condition["lastTransitionTime"] = before["lastTransitionTime"]
    if condition != before:
        status = pod_state.with_condition(pod.get("status") or {}, condition)
        client.update_status("pods", {**pod, "status": status})


def _bind(world: World, name: PodName, uid: str, node: str) -> None:
    pod = world.store.get("pods", *name)
    if pod is None or pod["metadata"]["uid"] != uid:
        return
    client = Client(world, NAME)
    try:
        bound = client.bind(*name, node)
    except StatusError as refused:
        _unassume(world, name, pod, str(refused.status.get("message", "")))
        return
    namespace, pod_name = name
    message = f"Successfully assigned {namespace}/{pod_name} to {node}"
    events.record(client, bound, "Normal", "Scheduled", message, NAME, action="Binding")


def _unassume(world: World, name: PodName, pod: Object, message: str) -> None:
    """A binding was refused: the room is free again, and the pod comes back unless it goes."""
    cache.forget(world, name)
    if pod["spec"].get("nodeName") or is_terminating(pod):
        return
    queue = SchedulingQueue(world)
    priority = pod["spec"].get("priority") or 0
    entry = Entry(pod["metadata"]["uid"], ACTIVE, priority, world.now, 0, cause=world.cause)
    queue.failed(name, entry)
    wake(world, queue, 0)
    text = f'running Bind plugins: plugin "DefaultBinder" failed: {message}'
    _tell_failure(world, pod, text, "SchedulerError")


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
