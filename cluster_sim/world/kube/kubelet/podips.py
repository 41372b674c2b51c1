"""Addresses of pods, from their node's network.

As the CNI plugin host-local (plugins/ipam/host-local/backend/allocator): the one after the last
that was given out, round and round, leaving out what is taken; .1 is the bridge.
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet.machines import change, machine_of

_TAKEN = "kubelet addresses"
_FIRST, _LAST = 2, 254


class NoAddress(LookupError):
    """Every address of the node's network is taken."""


def assign(world: World, node: str, pod: str) -> str:
    """An address for the pod ``namespace/name``; NoAddress when none is left."""
    machine = machine_of(world, node) or {}
    taken = world.remember(_TAKEN)
    last = int(machine.get("last", _FIRST - 1))
    for step in range(1, _LAST - _FIRST + 2):
        number = _FIRST + (last - _FIRST + step) % (_LAST - _FIRST + 1)
        address = f"{machine['network']}.{number}"
        if address not in taken:
            taken[address] = pod
            change(world, node, last=number)
            return address
    raise NoAddress(node)


def release(world: World, address: str, pod: str) -> None:
    """Give an address back, if it is still the pod's."""
    taken = world.remember(_TAKEN)
    if taken.get(address) == pod:
        del taken[address]


def pod_at(world: World, address: str) -> str | None:
    """The ``namespace/name`` of the pod that has the address, or None."""
    return world.remember(_TAKEN).get(address)
