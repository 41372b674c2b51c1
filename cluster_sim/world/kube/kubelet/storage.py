"""What pods have written to the disk of their node, and the limits that they may not pass.

pkg/kubelet/eviction/eviction_manager.go (localStorageEviction): looked at every ten seconds.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.sizes import size_of
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.kubelet import filelog, runtime
from cluster_sim.world.kube.kubelet.containerfiles import ContainerFiles
from cluster_sim.world.kube.kubelet.podrecords import EXITED, RUNNING, Container, Record
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import SECOND

# eviction manager: monitoringInterval
_LOOK = 10 * SECOND


def excess(turn: Turn) -> str:
    """The message of the eviction that is due, empty when none is."""
    watched = _limited_volumes(turn) or any(_limit(turn.spec_of(c)) for c in turn.containers)
    if not watched or turn.record["sandbox"] is None:
        return ""
    if any(_may_write(each) for each in turn.containers):
        turn.wake(turn.now + _LOOK)
    for volume, limit in _limited_volumes(turn):
        if volume_bytes(turn.world, turn.record, volume["name"]) > quantity.whole(limit):
            return f'Usage of EmptyDir volume "{volume["name"]}" exceeds the limit "{limit}". '
    for container in turn.containers:
        limit = _limit(turn.spec_of(container))
        if limit and layer_bytes(turn.world, container) > quantity.whole(limit):
            name = container["name"]
            return f'Container {name} exceeded its local ephemeral storage limit "{limit}". '
    return ""


def pod_bytes(world: World, record: Record) -> int:
    """All that a pod has written: writable layers and emptyDirs."""
    total = sum(layer_bytes(world, each) for each in record["containers"].values())
    for store in filelog.stores_of(world, record["uid"]):
        total += volume_bytes(world, record, store.partition("/")[2])
    return total


def layer_bytes(world: World, container: Container) -> int:
    """The bytes in the writable layer of a container, its own program's files and data."""
    if container["stage"] != RUNNING:
        return 0
    program, run = runtime.program_of(world, container["run"])
    total = _size(filelog.entries(world, run.container), world.unix)
    outside = run.outside
    if program.name == script.PROGRAM.name and isinstance(outside, ContainerFiles):
        latest = {
            write.path: size_of(write.text)
            for write in script.timeline_of(run).own_writes(0, world.unix)
            if outside.mount_at(write.path) is None
        }
        total += sum(latest.values())
    return total


def volume_bytes(world: World, record: Record, name: str) -> int:
    """The bytes in a volume of the pod, what running scripts have written to it included."""
    store = f"{record['uid']}/{name}"
    total = _size(filelog.entries(world, store), world.unix)
    for container in record["containers"].values():
        if container["stage"] != RUNNING:
            continue
        program, run = runtime.program_of(world, container["run"])
        outside = run.outside
        if program.name != script.PROGRAM.name or not isinstance(outside, ContainerFiles):
            continue
        latest: dict[str, int] = {}
        for write in script.timeline_of(run).own_writes(0, world.unix):
            mount = outside.mount_at(write.path)
            if mount is not None and mount.store == store:
                latest[write.path] = size_of(write.text)
        total += sum(latest.values())
    return total


def _may_write(container: Container) -> bool:
    """Whether the container's own program may fill the disk; others are seen as they write."""
    if container["stage"] == EXITED:
        return False
    run = container.get("run")
    return run is None or bool(run.get("writes"))


def _limited_volumes(turn: Turn) -> list[tuple[dict[str, Any], str]]:
    return [
        (volume, str(volume["emptyDir"]["sizeLimit"]))
        for volume in turn.pod["spec"].get("volumes") or ()
        if (volume.get("emptyDir") or {}).get("sizeLimit")
    ]


def _limit(spec: dict[str, Any]) -> str:
    limits = (spec.get("resources") or {}).get("limits") or {}
    return str(limits.get("ephemeral-storage") or "")


def _size(entries: list[filelog.Entry], now: int) -> int:
    latest = {each.path: size_of(each.text) for each in entries if each.at <= now}
    return sum(latest.values())
