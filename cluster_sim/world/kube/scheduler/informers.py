"""What the scheduler hears of the cluster (pkg/scheduler/eventhandlers.go)."""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.scheduler import cache, cluster_event, nominations, profiles
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent, on_node
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.queue import PodName, SchedulingQueue
from cluster_sim.world.kube.scheduler.queue_entry import GATED, UNSCHEDULABLE
from cluster_sim.world.kube.scheduler.resized import is_resizing, kind_on_node
from cluster_sim.world.kube.scheduler.wake import wake
from cluster_sim.world.kube.timings import WATCH_DELAY


def register(system: System) -> None:
    """Listen to pods, nodes and storage."""
    system.watch("pods", _pod_changed)
    system.watch("nodes", _node_changed)
    for resource in cluster_event.STORAGE:
        system.watch(resource, _storage_changed)


def _storage_changed(world: World, change: Change) -> None:
    _happened(world, ClusterEvent(change.key.resource, change.old, change.new))


# -- nodes


def _node_changed(world: World, change: Change) -> None:
    cluster = cache.kept(world)
    if cluster is not None:
        if change.new is None:
            cluster.drop_node(change.key.name)
        else:
            cluster.set_node(change.new)
    for event in cluster_event.of_node(change):
        _happened(world, event)


# -- pods


def _pod_changed(world: World, change: Change) -> None:
    name = (change.key.namespace, change.key.name)
    old, new = change.old, change.new
    was, now = on_node(old), on_node(new)
    if was and now:
        _moved_on(world, name, old, new)
    elif now:
        _came(world, name, old, new)
    elif was:
        cache.forget(world, name)
        _happened(world, ClusterEvent(cluster_event.POD_REMOVED, old, None))
    else:
        _waits(world, name, old, new)


def _came(world: World, name: PodName, old: Object | None, new: Object | None) -> None:
    assert new is not None
    cache.bound(world, name, new)
    nominations.nominate(world, name, "")
    if old is not None:
        SchedulingQueue(world).remove(name)
    _happened(world, ClusterEvent(cluster_event.POD_ADDED, None, new))


def _moved_on(world: World, name: PodName, old: Object | None, new: Object | None) -> None:
    """A pod on a node changed; its status is of interest only while it is resized."""
    assert old is not None and new is not None
    relabelled = old["metadata"].get("labels") != new["metadata"].get("labels")
    leaves = is_terminating(old) != is_terminating(new)
    resized = old["spec"] is not new["spec"] or is_resizing(old) or is_resizing(new)
    if not (relabelled or leaves or resized):
        return
    cluster = cache.kept(world)
    if cluster is not None:
        cluster.add_pod(name, cache.placed(new, new["spec"]["nodeName"]))
    if relabelled:
        _happened(world, ClusterEvent(cluster_event.POD_LABELS, old, new))
    if resized and kind_on_node(old).requests != kind_on_node(new).requests:
        _happened(world, ClusterEvent(cluster_event.POD_RESIZED, old, new))


def _waits(world: World, name: PodName, old: Object | None, new: Object | None) -> None:
    """A pod without a node came, changed or went."""
    queue = SchedulingQueue(world)
    _follow_nomination(world, name, old, new)
    if new is None or is_finished(new):
        queue.remove(name)
        if cache.is_assumed(world, name, (old or new or {})["metadata"]["uid"]):
            cache.forget(world, name)
            _happened(world, ClusterEvent(cluster_event.POD_REMOVED, old, None))
        return
    spec = new["spec"]
    profile = profiles.of_pod(world, new)
    if profile is None:
        return
    if old is None:
        gated = _is_gated(profile, new)
        queue.add(name, new["metadata"]["uid"], spec.get("priority") or 0, gated)
    else:
        cache.changed(world, name, new)
        if not _reconsidered(profile, queue, name, old, new):
            return
    wake(world, queue, WATCH_DELAY)


def _follow_nomination(world: World, name: PodName, old: Object | None, new: Object | None) -> None:
    """Somebody changed where room is kept for a pod, or the pod is gone."""
    before = nominations.node_of(world, name)
    gone = new is None or is_finished(new)
    now = "" if gone else ((new or {}).get("status") or {}).get("nominatedNodeName", "")
    if before == now:
        return
    nominations.nominate(world, name, now)
    if gone:
        _happened(world, ClusterEvent(cluster_event.POD_REMOVED, old, None))


def _reconsidered(
    profile: Profile, queue: SchedulingQueue, name: PodName, old: Object, new: Object
) -> bool:
    """Whether a change of a waiting pod gave it another try."""
    same_labels = old["metadata"].get("labels") == new["metadata"].get("labels")
    if same_labels and (old["spec"] is new["spec"] or old["spec"] == new["spec"]):
        return False
    entry = queue.get(name)
    if entry is None or entry.where not in (GATED, UNSCHEDULABLE) or _is_gated(profile, new):
        return False
    queue.move(name, entry)
    return True


def _is_gated(profile: Profile, pod: Object) -> bool:
    return any(plugin.pre_enqueue(pod) for plugin in profile.plugins)


# -- who may try again


def _happened(world: World, event: ClusterEvent) -> None:
    """Give those another try whose no may have become a yes."""
    queue = SchedulingQueue(world)
    moved = False
    for name, entry in queue.unschedulable():
        pod = world.store.get("pods", *name)
        if pod is not None and _is_worth(world, pod, entry.plugins, event):
            queue.move(name, entry)
            moved = True
    if moved:
        wake(world, queue, WATCH_DELAY)


def _is_worth(world: World, pod: Object, plugins: tuple[str, ...], event: ClusterEvent) -> bool:
    profile = profiles.of_pod(world, pod)
    if profile is None or not plugins:
        return True
    return any(profile.plugin(name).requeues(pod, event) for name in plugins)
