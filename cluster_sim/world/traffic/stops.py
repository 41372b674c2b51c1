"""The last request that each NetworkPolicy stopped: no object of the API tells it."""

from __future__ import annotations

from typing import Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.traffic.party import Party
from cluster_sim.world.traffic.policies import Stop

_MEMORY: Final = "stopped requests"


class Stopped(NamedTuple):
    """Names of pods, or addresses; ``time`` in lab µs."""

    time: int
    source: str
    target: str
    port: int


def note(world: World, stop: Stop, source: Party, target: str, port: int) -> None:
    """Remember the request with each of the policies that kept it from ``target``."""
    pod = source.pod
    name = pod["metadata"]["name"] if pod is not None else source.address
    for policy in stop.policies:
        world.remember(_MEMORY)[stop.namespace, policy] = (world.now, name, target, port)


def last(world: World, namespace: str, policy: str) -> Stopped | None:
    """The last request that the policy stopped; None when it never stopped any."""
    noted = world.recall(_MEMORY).get((namespace, policy))
    return None if noted is None else Stopped(*noted)
