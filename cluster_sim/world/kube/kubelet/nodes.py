"""A kubelet starts with its machine, registers its node and dies with its machine.

When the machine stops, nothing is written: the containers are gone, and the API server keeps
saying what it was last told until somebody misses the heartbeats.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor.vms import BY_NODE, PAUSED, RUNNING, VM, VMS, phase_of
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import indexes
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.kubelet import (
    drivers,
    extended,
    freezing,
    imagestore,
    mirror,
    nodeobject,
    orphans,
    telling,
)
from cluster_sim.world.kube.kubelet.heartbeats import LEASE_NAMESPACE
from cluster_sim.world.kube.kubelet.machines import (
    Machine,
    addresses,
    change,
    client_of,
    is_paused,
    machine_of,
)
from cluster_sim.world.kube.kubelet.podrecords import lose_containers
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE, POD_QUEUE
from cluster_sim.world.kube.timings import LEASE_DURATION_SECONDS, MILLISECOND, SECOND

LEASES = "leases.coordination.k8s.io"
_NUMBERS = "kubelet numbers"
# What others write into a node's status.
_VOLUMES = ("volumesAttached", "volumesInUse")
# systemd starts containerd and then the kubelet within two to three seconds of the machine.
_FIRST, _LAST = 2 * SECOND, 3 * SECOND
_PRELOADED = ("registry.k8s.io/pause:3.10.1", mirror.IMAGE)


def hear_vm(world: World, change_: Change) -> None:
    """Watcher: a machine came up or went down, was paused or goes on."""
    vm = change_.new or change_.old
    node = vm["spec"]["node"] if vm else ""
    if not node:
        return
    numbers = world.remember(_NUMBERS)
    numbers.setdefault(node, len(numbers) + 1)
    phase = None if change_.new is None else phase_of(change_.new)
    if phase == PAUSED:
        freezing.freeze(world, node)
    elif phase != RUNNING:
        stop(world, node)
    elif is_paused(world, node):
        freezing.thaw(world, node)
    else:
        NODE_QUEUE.add(world, node, world.chance.between("kubelet start", _FIRST, _LAST))


def stop(world: World, node: str) -> None:
    """The machine is gone, and the kubelet with it."""
    machine = machine_of(world, node)
    if machine is not None and (machine["up"] or machine.get("paused")):
        orphans.lose_all(world, node)
        cut = imagestore.without_unfinished(machine, world.unix)
        change(world, node, up=False, paused=False, stopped=world.unix, **cut)


def work(world: World, node: str) -> int | None:
    """Bring a node into order: start its kubelet, or tell the API server what changed."""
    vm = _machine_for(world, node)
    if vm is None:
        return None
    try:
        if (machine_of(world, node) or {}).get("up"):
            mirror.ensure(client_of(world, node), node)
            _report(world, node, vm)
        else:
            _start(world, node, vm)
    except StatusError:
        NODE_QUEUE.retry(world, node)
        return None
    NODE_QUEUE.forget(world, node)
    return None


def _machine_for(world: World, node: str) -> VM | None:
    for vm in world.store.by_index(VMS, BY_NODE, node):
        if phase_of(vm) == RUNNING:
            return vm
    return None


def _start(world: World, node: str, vm: VM) -> None:
    """The kubelet starts: it registers, renews its lease, and looks after its pods."""
    client, again = client_of(world, node), machine_of(world, node) is not None
    machine = _new_machine(world, node)
    for image in _PRELOADED:
        imagestore.preload(world, node, image)
    machine = machine_of(world, node) or machine
    stored = world.store.get("nodes", "", node)
    if stored is None:
        stored = client.create("nodes", "", nodeobject.new_node(node, machine, vm, world.unix))
    else:
        _update(client, stored, machine, vm)
    _renew_lease(client, node, stored)
    change(world, node, up=True)
    _tell(client, stored, machine, again)
    drivers.register(client, stored)
    mirror.ensure(client, node)
    lose_containers(world, node)
    for pod in world.store.by_index("pods", indexes.NODE, node):
        POD_QUEUE.add(world, full_name(pod), world.chance.below("kubelet", 50 * MILLISECOND))


def _new_machine(world: World, node: str) -> Machine:
    known = machine_of(world, node)
    number = world.remember(_NUMBERS)[node]
    address, network = addresses(number)
    return change(
        world,
        node,
        number=number,
        up=False,
        since=world.unix,
        stopped=world.unix,
        booted=(known["booted"] if known else 0) + 1,
        address=address,
        network=network,
        relist=world.chance.below("kubelet start", SECOND),
    )


def _update(client: Client, stored: Object, machine: Machine, vm: VM) -> None:
    name, before = stored["metadata"]["name"], (stored.get("status") or {}).get("conditions")
    status = nodeobject.status_of(name, machine, vm, before, client.now)
    known = stored.get("status") or {}
    status = extended.kept(status, known)
    status.update({field: known[field] for field in _VOLUMES if field in known})
    client.update_status("nodes", {**stored, "status": status})


def _report(world: World, node: str, vm: VM) -> None:
    stored, machine = world.store.get("nodes", "", node), machine_of(world, node)
    if stored is not None and machine is not None:
        client, images = client_of(world, node), imagestore.listed(machine, world.unix)
        silent, known = not is_true(stored, "Ready"), stored.get("status") or {}
        if silent or images != known.get("images") or extended.is_new(known):
            _update(client, stored, machine, vm)
        if silent:
            _tell_conditions(client, stored)


def _renew_lease(client: Client, node: str, stored: Object) -> None:
    spec = {
        "holderIdentity": node,
        "leaseDurationSeconds": LEASE_DURATION_SECONDS,
        "renewTime": timestamps.micro_time(client.now),
    }
    owner = {
        "apiVersion": "v1",
        "kind": "Node",
        "name": node,
        "uid": stored["metadata"]["uid"],
    }
    present = client.world.store.get(LEASES, LEASE_NAMESPACE, node)
    if present is not None:
        client.update(LEASES, LEASE_NAMESPACE, {**present, "spec": spec})
        return
    meta: dict[str, Any] = {"name": node, "ownerReferences": [owner]}
    lease = {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": meta}
    client.create(LEASES, LEASE_NAMESPACE, {**lease, "spec": spec})


def _tell(client: Client, node: Object, machine: Machine, again: bool) -> None:
    name = node["metadata"]["name"]
    telling.normal(client, node, "Starting", "Starting kubelet.")
    if again:
        boot = nodeobject.boot_id(name, machine)
        text = f"Node {name} has been rebooted, boot id: {boot}"
        telling.warning(client, node, "Rebooted", text)
    _tell_conditions(client, node)
    text = "Updated Node Allocatable limit across pods"
    telling.normal(client, node, "NodeAllocatableEnforced", text)


def _tell_conditions(client: Client, node: Object) -> None:
    name = node["metadata"]["name"]
    for reason in (
        "NodeHasSufficientMemory",
        "NodeHasNoDiskPressure",
        "NodeHasSufficientPID",
        "NodeReady",
    ):
        telling.normal(client, node, reason, f"Node {name} status is now: {reason}")
