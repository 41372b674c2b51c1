"""A machine that stands still: its kubelet neither acts nor renews, and goes on as if nothing was.

What stops a process, or the whole machine (``virsh suspend``), does not end anything: the
containers are there again when it goes on, and the kubelet takes up its work with all its timers
overdue. It renews its lease at once, ends the pods that were deleted meanwhile when its watch
has told it of them, corrects the status of the others at the next look of its status manager
(pkg/kubelet/status: syncPeriod, 10 s) and its node's at its next report (10 s).

The time that passed is added to what containers and probes were waiting for. What a program has
written stays dated by the world's clock, so that its log has no hole.
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import indexes
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.kubelet import orphans
from cluster_sim.world.kube.kubelet.machines import change, is_up, machine_of
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container, Record, records
from cluster_sim.world.kube.kubelet.probes import State
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE, POD_QUEUE
from cluster_sim.world.kube.timings import MILLISECOND, SECOND

# The watch is opened anew and the runtime is listed: measured on 1.36.2, about a second.
_FIRST, _LATEST = 950 * MILLISECOND, 1050 * MILLISECOND
_STATUS_SYNC = 10 * SECOND
_NODE_REPORT = 10 * SECOND


def freeze(world: World, node: str) -> None:
    """The machine stands still from now on."""
    if is_up(world, node):
        change(world, node, up=False, stopped=world.unix, paused=True)


def thaw(world: World, node: str) -> None:
    """The machine goes on, and its kubelet with it."""
    machine = machine_of(world, node) or {}
    pause = world.unix - int(machine["stopped"])
    change(world, node, up=True, since=world.unix, paused=False)
    known = records(world)
    held = [key for key, record in known.items() if record["node"] == node]
    for key in held:
        known[key] = _later(known[key], pause)
    bound = [full_name(pod) for pod in world.store.by_index("pods", indexes.NODE, node)]
    soon = world.chance.between("kubelet", _FIRST, _LATEST)
    _look_after(world, list(dict.fromkeys((*held, *bound))), soon)
    world.schedule(soon, orphans.FOUND, node)
    NODE_QUEUE.add(world, node, _NODE_REPORT)


def _look_after(world: World, keys: list[str], soon: int) -> None:
    status = soon + world.chance.below("kubelet", _STATUS_SYNC - _LATEST)
    for key in keys:
        POD_QUEUE.add(world, key, soon if _is_urgent(world, key) else status)


def _is_urgent(world: World, key: str) -> bool:
    """Whether something is to be done on the pod, more than to say how it is."""
    pod, record = world.store.get("pods", *split_name(key)), records(world).get(key)
    if pod is None or record is None or is_terminating(pod):
        return True
    return any(each["stage"] != RUNNING for each in record["containers"].values())


def _later(record: Record, pause: int) -> Record:
    containers = {name: _moved(each, pause) for name, each in record["containers"].items()}
    return {**record, "containers": containers}


def _moved(container: Container, pause: int) -> Container:
    moved = dict(container)
    if container["due"] is not None:
        moved["due"] = container["due"] + pause
    for field in ("ends", "hook"):
        if container.get(field):
            at, *rest = container[field]
            moved[field] = (at + pause, *rest)
    moved["stood"] = container.get("stood", 0) + pause
    moved["probes"] = {
        kind: (tuple(State(raw[0] + pause, *raw[1:])), None)
        for kind, (raw, _) in container["probes"].items()
    }
    return moved
