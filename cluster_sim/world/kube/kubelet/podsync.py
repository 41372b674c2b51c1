"""The kubelet's work on one pod: look at what is, do what is due, say when to look again.

As pkg/kubelet/kubelet.go (SyncPod) and kuberuntime_manager.go (computePodActions): level-
triggered, so that it does not matter what woke it. A pod at rest is due at no time.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.kubelet import (
    claim_volumes,
    ending,
    failing,
    machines,
    mirror,
    orphans,
    podips,
    podstatus,
    volumes,
)
from cluster_sim.world.kube.kubelet.containerwork import advance, is_between
from cluster_sim.world.kube.kubelet.podrecords import new_record, records, with_added
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE, POD_QUEUE
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import MILLISECOND, SECOND, WATCH_DELAY

# Volumes are set up and the sandbox has its network about half a second after the pod is seen:
# the volume manager looks every 100 ms, the mount is awaited at 300 ms, the pause container and
# the network plugin take some 200 ms (measured on 1.36.2: 0.5 to 0.6 s).
_SANDBOX, _SANDBOX_LATEST = 480 * MILLISECOND, 580 * MILLISECOND
_SPREAD = 3 * MILLISECOND
# Missing volumes: pkg/kubelet/volumemanager (initial 500 ms, doubled up to 2 m 2 s).
_MOUNT_FIRST, _MOUNT_LONGEST = 500 * MILLISECOND, 122 * SECOND

_WATCHED_BY = "kubelet/"


def hear_pod(world: World, change: Change) -> None:
    """Watcher: a pod of some node changed, and not by its own kubelet's hand."""
    pod = change.new or change.old
    node = pod["spec"].get("nodeName") if pod else ""
    if not pod or not node or not machines.is_up(world, node):
        return
    if change.actor.startswith(_WATCHED_BY) and change.old is not None and change.new is not None:
        return
    POD_QUEUE.add(world, full_name(pod), WATCH_DELAY + world.chance.below("kubelet", _SPREAD))
    if change.new is None and mirror.is_mirror(pod):
        NODE_QUEUE.add(world, node, SECOND)


def work(world: World, key: str) -> int | None:
    """One turn on the pod ``namespace/name``; µs until the next one is due, if any."""
    pod, record = world.store.get("pods", *split_name(key)), records(world).get(key)
    if record is not None and record.get("static") and (pod is None or mirror.is_mirror(pod)):
        # Whatever becomes of its picture, the pod of a file goes on.
        if pod is None:
            return None
        record = {**record, "uid": pod["metadata"].get("uid", "")}
    if record is not None and (pod is None or pod["metadata"].get("uid", "") != record["uid"]):
        if machines.is_paused(world, record["node"]) and pod is None:
            return None
        orphans.leave(world, key, record)
        record = None
    if pod is None or not machines.is_up(world, pod["spec"].get("nodeName", "")):
        return None
    if record is None:
        if is_finished(pod) and not is_terminating(pod):
            return None
        if failing.refused(world, pod):
            return None
        record = new_record(pod, world.unix)
        record["static"] = mirror.is_mirror(pod)
    record = with_added(record, pod)
    turn = Turn(world, key, pod, record)
    try:
        again = _take(turn)
    except StatusError:
        POD_QUEUE.retry(world, key)
        return None
    POD_QUEUE.forget(world, key)
    return again


def _take(turn: Turn) -> int | None:
    if is_terminating(turn.pod) and turn.record.get("static"):
        mirror.renew(turn.client, turn.pod)
        return turn.remember()
    if is_terminating(turn.pod):
        return ending.terminate(turn)
    if is_finished(turn.pod):
        ending.release(turn)
        return turn.remember()
    if turn.record.get("failed") is None:
        failing.judge(turn)
    if turn.record.get("failed") is not None:
        ending.fail(turn)
        return turn.remember()
    new = turn.record["sandbox"] is None
    ready = _has_sandbox(turn)
    if new:
        turn.report()
    if not ready:
        return turn.remember()
    advance(turn)
    if podstatus.all_done(turn.pod, turn.record):
        ending.complete(turn)
    elif not is_between(turn):
        turn.report()
    return turn.remember()


def _has_sandbox(turn: Turn) -> bool:
    """Whether the pod's network and volumes are there; otherwise they are worked on."""
    record = turn.record
    if record["sandbox"] is not None:
        return True
    if record["due"] is None:
        took = turn.world.chance.between("kubelet", _SANDBOX, _SANDBOX_LATEST)
        record["due"] = turn.now + took
        if any(each.get("lost") and each.get("id") for each in turn.containers):
            text = "Pod sandbox changed, it will be killed and re-created."
            turn.normal(None, "SandboxChanged", text)
    turn.wake(record["due"])
    if turn.now < record["due"]:
        return False
    turn.due.clear()
    return _volumes_ready(turn) and _networked(turn)


def _volumes_ready(turn: Turn) -> bool:
    problem = volumes.set_up(turn.world, turn.pod, turn.machine, turn.record["ip"])
    if problem is None:
        return claim_volumes.ready(turn)
    turn.warning(None, "FailedMount", problem)
    delay = turn.record["mounting"] or _MOUNT_FIRST
    turn.record["mounting"] = min(delay * 2, _MOUNT_LONGEST)
    turn.record["due"] = turn.now + delay
    turn.wake(turn.record["due"])
    return False


def _networked(turn: Turn) -> bool:
    if turn.pod["spec"].get("hostNetwork"):
        turn.record.update(sandbox=turn.now, ip=turn.machine["address"])
        return True
    try:
        address = podips.assign(turn.world, turn.node, turn.key)
    except podips.NoAddress:
        text = (
            "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup "
            'network for sandbox: plugin type="bridge" failed (add): failed to allocate for range '
            f"0: no IP addresses available in range set: {turn.machine['network']}.1-"
            f"{turn.machine['network']}.254"
        )
        turn.warning(None, "FailedCreatePodSandBox", text)
        turn.record["due"] = turn.now + 10 * SECOND
        turn.wake(turn.record["due"])
        return False
    turn.record.update(sandbox=turn.now, ip=address)
    return True
