"""What an obstacle is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.explain.refused import refused
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of

Object = dict[str, Any]


class Obstacle(NamedTuple):
    """What keeps an object from being as it should, and the object to look at next, if any."""

    fact: Fact
    behind: Key | None = None


Finder = Callable[[World, Object], list[Obstacle]]


def held(kind: str, behind: Key | None = None, **args: Any) -> Obstacle:
    """An obstacle with the words of ``kind``."""
    return Obstacle(Fact(kind, args), behind)


def key_of(resource: str, obj: Object) -> Key:
    """The key of an object of that resource."""
    return Key(resource, namespace_of(obj), name_of(obj))


def refusal(owner: Object, message: str) -> Obstacle:
    """The API server refuses what a controller wants to make for the owner."""
    found = refused(message)
    whose = {"owner": f"{owner['kind']} {name_of(owner)}"}
    behind = None
    if found.kind in ("refused.quota", "refused.unsaid"):
        behind = Key("resourcequotas", namespace_of(owner), str(found.args["name"]))
    return Obstacle(Fact(found.kind, found.args | whose), behind)
