"""The machines that kubelets run on: what a kubelet knows of its own node between two looks.

One entry of memory for each node, times in Unix microseconds: ``up``, ``since`` (the kubelet's
start), ``stopped`` (when its VM went down or was paused), ``paused`` (it stands still),
``booted`` (how often), ``number`` (counts from 1),
``address``, ``network`` (the first three numbers of its pods' addresses), ``relist`` (phase of
the look at the runtime), and what the image store holds (images.py).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.timings import SECOND

Machine = dict[str, Any]

# pkg/kubelet/kubelet.go: genericPlegRelistPeriod.
RELIST = SECOND
_MEMORY = "kubelet nodes"


def machines(world: World) -> dict[str, Machine]:
    """All machines by the name of their node."""
    return world.remember(_MEMORY)


def machine_of(world: World, node: str) -> Machine | None:
    """What the kubelet of a node knows, or None where there has never been one."""
    return machines(world).get(node)


def is_up(world: World, node: str) -> bool:
    """Whether the kubelet of the node runs."""
    machine = machine_of(world, node)
    return machine is not None and machine["up"]


def is_paused(world: World, node: str) -> bool:
    """Whether the machine of the node stands still."""
    machine = machine_of(world, node)
    return machine is not None and bool(machine.get("paused"))


def no_way_to(machine: Machine) -> str:
    """Go's words when the API server cannot reach the kubelet.

    Nobody answers for the address of a machine that is off; one that stands still has its
    address known, and the dial is given up after 30 s.
    """
    why = "i/o timeout" if machine.get("paused") else "connect: no route to host"
    return f"dial tcp {machine['address']}:10250: {why}"


def change(world: World, node: str, **fields: Any) -> Machine:
    """Remember some fields of a machine anew."""
    known = machines(world)
    known[node] = {**known.get(node, {}), **fields}
    return known[node]


def client_of(world: World, node: str) -> Client:
    """The client of the node's kubelet."""
    return Client(world, f"kubelet/{node}")


def next_relist(machine: Machine, at: int) -> int:
    """The first moment after ``at`` at which the kubelet looks at its containers."""
    return at + RELIST - (at - int(machine["relist"])) % RELIST


def addresses(number: int) -> tuple[str, str]:
    """The node's own address, and the start of its pods' (10.244.0.0/16 is kubeadm's example).

    The first node is 10.0.0.11 with 10.244.0.0/24; beyond 256 nodes the networks go on in
    10.245.0.0/16.
    """
    host, network = number + 10, number - 1
    return (
        f"10.0.{host >> 8}.{host & 255}",
        f"10.{244 + (network >> 8)}.{network & 255}",
    )
