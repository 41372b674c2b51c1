"""Names as a client of the cluster looks them up, and the addresses behind them.

The student's terminal has the search path of a pod in ``default``.
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.traffic import dns
from cluster_sim.world.traffic.dns import is_address

__all__ = ["LOOKUP", "is_address", "resolve"]

LOOPBACK = "127.0.0.1"
# µs that a look-up takes within the cluster.
LOOKUP = 600
# options ndots:5
_DOTS = 5


def resolve(world: World, host: str, namespace: str) -> str:
    """The address of a name seen from ``namespace``; empty when it has none.

    A headless Service gives the address of one of its pods.
    """
    if host.lower().rstrip(".") == "localhost":
        return LOOPBACK
    for name in candidates(host, namespace):
        found = [each.data for each in dns.lookup(world, name).records if each.kind == "A"]
        if found:
            return found[world.chance.below("dns", len(found))] if len(found) > 1 else found[0]
    return ""


def candidates(host: str, namespace: str) -> list[str]:
    """The full names that stand for a name, in the order in which they are asked for."""
    if host.endswith("."):
        return [host]
    suffixes = (f"{namespace}.svc.{dns.DOMAIN}", f"svc.{dns.DOMAIN}", dns.DOMAIN)
    searched = [f"{host}.{suffix}" for suffix in suffixes]
    return [host, *searched] if host.count(".") >= _DOTS else [*searched, host]
