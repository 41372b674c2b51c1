"""The eviction manager of a node at work: it looks when something may have changed.

While nothing on the node grows there is nothing to look at; where programs grow, the moment at
which they will have taken too much is worked out.
"""

from __future__ import annotations

from cluster_sim.world.hypervisor.vms import BY_NODE, VMS
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import extended, machines, nodeobject, pressure, telling
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, records_on
from cluster_sim.world.kube.kubelet.queues import POD_QUEUE, PRESSURE_QUEUE
from cluster_sim.world.kube.kubelet.runtime import program_of

_EVICTIONS = "kubelet evictions"
_DOUBLINGS = 14
_REASONS = {
    "MemoryPressure": ("NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
    "DiskPressure": ("NodeHasDiskPressure", "NodeHasNoDiskPressure"),
}


def changed(world: World, node: str) -> None:
    """A container has started or ended: the node is looked at when the manager next does."""
    PRESSURE_QUEUE.add(world, node, pressure.LOOK - world.unix % pressure.LOOK)


def eviction_of(world: World, key: str) -> str | None:
    """The message with which the pod is to be evicted; it is given once."""
    found: str | None = world.remember(_EVICTIONS).pop(key, None)
    return found


def work(world: World, node: str) -> int | None:
    """One look; µs until the next one that may find something else."""
    if not machines.is_up(world, node):
        return None
    before = pressure.conditions_of(world, node)
    short = pressure.look(world, node)
    if short is not None:
        _evict(world, node, short)
    _tell(world, node, before)
    if short is not None:
        return pressure.LOOK
    lasts = max((machines.machine_of(world, node) or {}).get("pressure", {}).values(), default=0)
    waits = [lasts - world.unix] if lasts > world.unix else []
    grown = _grown_in(world, node)
    waits += [grown] if grown is not None else []
    return min(waits, default=None)


def _evict(world: World, node: str, short: str) -> None:
    stored = world.store.get("nodes", "", node)
    if stored is not None:
        text = f"Attempting to reclaim {short}"
        telling.warning(machines.client_of(world, node), stored, "EvictionThresholdMet", text)
    chosen = pressure.victim(world, node, short)
    if chosen is not None:
        world.remember(_EVICTIONS)[chosen[0]] = chosen[1]
        POD_QUEUE.add(world, chosen[0], 0)


def _tell(world: World, node: str, before: list[str]) -> None:
    """The node's conditions, and an event for each that changed."""
    after, stored = pressure.conditions_of(world, node), world.store.get("nodes", "", node)
    machine = machines.machine_of(world, node)
    vms = world.store.by_index(VMS, BY_NODE, node)
    if stored is None or machine is None or not vms or not _differs(stored, after):
        return
    client = machines.client_of(world, node)
    known = (stored.get("status") or {}).get("conditions")
    status = nodeobject.status_of(node, machine, vms[0], known, world.unix)
    status = extended.kept(status, stored.get("status") or {})
    try:
        client.update_status("nodes", {**stored, "status": {**stored["status"], **status}})
    except StatusError:
        return
    for kind, reasons in _REASONS.items():
        if (kind in after) != (kind in before):
            reason = reasons[0 if kind in after else 1]
            telling.normal(client, stored, reason, f"Node {node} status is now: {reason}")


def _differs(node: Object, after: list[str]) -> bool:
    told = [
        each["type"]
        for each in (node.get("status") or {}).get("conditions") or ()
        if each["type"] in _REASONS and each["status"] == "True"
    ]
    return sorted(told) != sorted(after)


def _grown_in(world: World, node: str) -> int | None:
    """µs until the programs of the node will have grown too much, as far as can be seen."""
    growing = []
    for record in records_on(world, node):
        for container in record["containers"].values():
            if container["stage"] != RUNNING:
                continue
            program, run = program_of(world, container["run"])
            later = world.unix + 60 * pressure.LOOK
            if program.memory(run, world.unix, 0) != program.memory(run, later, 0):
                growing.append((program, run))
    if not growing:
        return None
    threshold, available = pressure.level(world, node, pressure.MEMORY)
    now = sum(program.memory(run, world.unix, 0) for program, run in growing)
    for doubling in range(_DOUBLINGS):
        wait = pressure.LOOK << doubling
        then = sum(program.memory(run, world.unix + wait, 0) for program, run in growing)
        if available - (then - now) < threshold:
            return wait // 2 if doubling else wait
    return pressure.LOOK << _DOUBLINGS
