"""From the chosen node to the bound pod: Reserve, PreBind, Bind.

pkg/scheduler/schedule_one.go (assumeAndReserve, bindingCycle). A pod is counted on its node from
the moment it is chosen; the binding follows by itself a call later, while the next cycle runs
already. What fails on the way gives the room back.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import cache, failure, profiles
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.queue import PodName, SchedulingQueue
from cluster_sim.world.kube.scheduler.queue_entry import ACTIVE, Entry
from cluster_sim.world.kube.scheduler.status import WAITING, Diagnosis, Status
from cluster_sim.world.kube.scheduler.wake import wake, wake_for_flush
from cluster_sim.world.kube.timings import CALL, SECOND

_BIND: Final = "scheduler bind"
# volumebinding/binder.go: whether claims are bound is asked every second.
_ASK_EVERY: Final = SECOND


def register(system: System) -> None:
    """Let worlds of this system bind pods."""
    system.handler(_BIND, _bind)


def begin(world: World, profile: Profile, cycle: Cycle, name: PodName, node: str) -> Status | None:
    """Count the pod on its node and let it be bound; the no of a plugin, which undoes it all."""
    cache.assume(world, name, cycle.pod, node, cycle.kind)
    client = Client(world, profile.name)
    for plugin in profile.reservers:
        refused = plugin.reserve(cycle, client, node)
        if refused is not None:
            _give_back(client, profile, name, cycle.pod, node)
            return refused
    world.schedule(CALL, _BIND, name, cycle.pod["metadata"]["uid"], node)
    return None


def _give_back(client: Client, profile: Profile, name: PodName, pod: Object, node: str) -> None:
    for plugin in reversed(profile.reservers):
        plugin.unreserve(client, pod, node)
    cache.forget(client.world, name)


def _bind(world: World, name: PodName, uid: str, node: str) -> None:
    pod = world.store.get("pods", *name)
    if pod is None or pod["metadata"]["uid"] != uid:
        return
    profile = profiles.of_pod(world, pod)
    if profile is None or not _is_ready(world, profile, name, pod, node):
        return
    client = Client(world, profile.name)
    try:
        bound = client.bind(*name, node)
    except StatusError as refused:
        text = f'running Bind plugins: plugin "DefaultBinder" failed: {refused}'
        _fail(world, profile, name, pod, node, text)
        return
    namespace, pod_name = name
    message = f"Successfully assigned {namespace}/{pod_name} to {node}"
    events.record(client, bound, "Normal", "Scheduled", message, profile.name, action="Binding")


def _is_ready(world: World, profile: Profile, name: PodName, pod: Object, node: str) -> bool:
    """Whether all that must be done before the binding is done."""
    client = Client(world, profile.name)
    for plugin in profile.pre_binders:
        try:
            status = plugin.pre_bind(client, pod, node)
        except StatusError as refused:
            text = f'running PreBind plugin "{plugin.name}": {refused}'
            _fail(world, profile, name, pod, node, text)
            return False
        if status is WAITING:
            _announce(client, pod, node)
            world.schedule(_ASK_EVERY, _BIND, name, pod["metadata"]["uid"], node)
            return False
        if status is not None:
            _reject(world, profile, name, pod, node, status)
            return False
    return True


def _announce(client: Client, pod: Object, node: str) -> None:
    """Say where the pod will be, since that takes a while (NominatedNodeNameForExpectation)."""
    status = failure.nominated(pod.get("status") or {}, node)
    if status != pod.get("status"):
        client.update_status("pods", {**pod, "status": status})


def _reject(
    world: World, profile: Profile, name: PodName, pod: Object, node: str, status: Status
) -> None:
    """A plugin said no at the last moment: the pod waits for what may change its mind."""
    _give_back(Client(world, profile.name), profile, name, pod, node)
    if is_terminating(pod):
        return
    diagnosis = Diagnosis(1, ((status, 1),))
    SchedulingQueue(world).turned_down(name, _entry(world, pod), diagnosis.plugins)
    wake_for_flush(world, SchedulingQueue(world))
    failure.tell(world, profile.name, pod, diagnosis.message(), failure.UNSCHEDULABLE, "")


def _fail(
    world: World, profile: Profile, name: PodName, pod: Object, node: str, message: str
) -> None:
    """A call was refused: the room is free again, and the pod comes back unless it goes."""
    _give_back(Client(world, profile.name), profile, name, pod, node)
    if pod["spec"].get("nodeName") or is_terminating(pod):
        return
    queue = SchedulingQueue(world)
    queue.failed(name, _entry(world, pod))
    wake(world, queue, 0)
    failure.tell(world, profile.name, pod, message, failure.SCHEDULER_ERROR, "")


def _entry(world: World, pod: Object) -> Entry:
    priority = pod["spec"].get("priority") or 0
    return Entry(pod["metadata"]["uid"], ACTIVE, priority, world.now, 0, cause=world.cause)
