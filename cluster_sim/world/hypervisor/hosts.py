"""Physical hosts: what they have, what is taken of it, how one enters the world."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import CommandRefused, World

Host = dict[str, Any]

HOSTS = "hosts"
ON, OFF = "On", "Off"
# A type 1 hypervisor runs on the bare machine, a type 2 as a program of its operating system
# (Popek and Goldberg's distinction, as the vendors' own pages use it).
HYPERVISORS = {
    "Proxmox VE": 1,
    "VMware ESXi": 1,
    "Hyper-V": 1,
    "Xen": 1,
    "VirtualBox": 2,
    "VMware Workstation": 2,
}


def actor(host: str) -> str:
    """The name under which the hypervisor of a host writes."""
    return f"hypervisor/{host}"


def host_named(world: World, name: Any) -> Host:
    """The host; CommandRefused ``unknown-host`` when there is none of that name."""
    found = world.store.get(HOSTS, "", name) if isinstance(name, str) else None
    if found is None:
        raise CommandRefused("unknown-host", host=name)
    return found


def is_on(host: Host) -> bool:
    """Whether the host has power."""
    return bool(host["status"]["power"] == ON)


def add_host(
    world: World, name: str, cpu: int, memory: int, hypervisor: str = "Proxmox VE"
) -> Host:
    """Place a host with ``cpu`` cores and ``memory`` bytes, powered on; the stored object.

    ValueError for a hypervisor nobody knows or a name that is taken.
    """
    if hypervisor not in HYPERVISORS:
        raise ValueError(f"unknown hypervisor {hypervisor}")
    if world.store.get(HOSTS, "", name) is not None:
        raise ValueError(f"there is a host {name} already")
    kind = HYPERVISORS[hypervisor]
    host = {
        "kind": "Host",
        "metadata": {"name": name},
        "spec": {"cpu": cpu, "memory": memory, "hypervisor": hypervisor, "type": kind},
        "status": {"power": ON},
    }
    world.write(Key(HOSTS, "", name), host, actor(name))
    return host


def set_power(world: World, host: Host, power: str) -> Change:
    """Write that the host is now On or Off."""
    name = host["metadata"]["name"]
    return world.write(Key(HOSTS, "", name), {**host, "status": {"power": power}}, actor(name))
