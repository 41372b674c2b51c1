"""Virtual machines: on which host, how large, and whether they run."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor.hosts import Host, actor, host_named
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import CommandRefused, World

VM = dict[str, Any]

VMS = "vms"
BY_HOST, BY_NODE = "host", "node"
RUNNING, BOOTING, PAUSED, STOPPED = "Running", "Booting", "Paused", "Stopped"


def on_host(vm: VM) -> tuple[str]:
    """Index function: the host that a VM lives on."""
    return (vm["spec"]["host"],)


def as_node(vm: VM) -> tuple[str, ...]:
    """Index function: the Kubernetes node that a VM is."""
    return (vm["spec"]["node"],) if vm["spec"]["node"] else ()


def vm_named(world: World, name: Any) -> VM:
    """The VM; CommandRefused ``unknown-vm`` when there is none of that name."""
    found = world.store.get(VMS, "", name) if isinstance(name, str) else None
    if found is None:
        raise CommandRefused("unknown-vm", vm=name)
    return found


def phase_of(vm: VM) -> str:
    """Running, Booting, Paused or Stopped."""
    return str(vm["status"]["phase"])


def add_vm(
    world: World,
    name: str,
    host: str,
    cpu: int,
    memory: int,
    node: str = "",
    autostart: bool = True,
    running: bool = True,
) -> VM:
    """Place a VM of ``cpu`` cores and ``memory`` bytes on a host; the stored object.

    ``node`` names the Kubernetes node it is, if any. CommandRefused ``no-capacity`` when the
    host cannot hold it, ValueError when the name is taken.
    """
    if world.store.get(VMS, "", name) is not None:
        raise ValueError(f"there is a VM {name} already")
    spec = {"host": host, "cpu": cpu, "memory": memory, "node": node, "autostart": autostart}
    phase = RUNNING if running else STOPPED
    vm = {
        "kind": "VM",
        "metadata": {"name": name},
        "spec": spec,
        "status": {"phase": phase, "bootDone": None},
    }
    check_room(world, host_named(world, host), vm)
    world.write(Key(VMS, "", name), vm, actor(host))
    return vm


def check_room(world: World, host: Host, vm: VM) -> None:
    """CommandRefused ``no-capacity`` unless the host can run the VM beside its others.

    Memory is given out once only, as hypervisors do unless they are told to overcommit. Cores
    are shared by time, so that the sum may exceed them, but one VM never has more than the host.
    """
    spec, name = vm["spec"], vm["metadata"]["name"]
    others = [
        other["spec"]["memory"]
        for other in world.store.by_index(VMS, BY_HOST, host["metadata"]["name"])
        if other["metadata"]["name"] != name and phase_of(other) != STOPPED
    ]
    free = host["spec"]["memory"] - sum(others)
    if spec["memory"] > free:
        facts = {"resource": "memory", "asked": spec["memory"], "free": free}
        raise CommandRefused("no-capacity", vm=name, host=spec["host"], **facts)
    if spec["cpu"] > host["spec"]["cpu"]:
        facts = {"resource": "cpu", "asked": spec["cpu"], "free": host["spec"]["cpu"]}
        raise CommandRefused("no-capacity", vm=name, host=spec["host"], **facts)


def set_phase(world: World, vm: VM, phase: str, boot_done: int | None = None) -> None:
    """Write the phase; ``boot_done`` is the world time (µs) at which a boot will be over."""
    status = {"phase": phase, "bootDone": boot_done}
    key = Key(VMS, "", vm["metadata"]["name"])
    world.write(key, {**vm, "status": status}, actor(vm["spec"]["host"]))
