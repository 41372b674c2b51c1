"""A bound on what one world may hold, so that a loop that creates for ever ends in a clear error.

The bounds are the published limits of a cluster (kubernetes.io/docs/setup/best-practices/
cluster-large) unless the scenario sets smaller ones in the world's memory under ``limits``;
there ``*`` stands for every kind that is not named.
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

MEMORY = "limits"
OTHERS = "*"
_DEFAULTS = {"pods": 150_000, "nodes": 5_000}
_DEFAULT = 200_000


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """Forbidden when the world holds as many objects of the kind as it may."""
    limit = _limit(call.world.remember(MEMORY), resource.key)
    used = len(call.world.store.table(resource.key))
    if used < limit:
        return obj
    name = resource.plural
    why = (
        f"exceeded quota: grappe-lab, requested: count/{name}=1, "
        f"used: count/{name}={used}, limited: count/{name}={limit}"
    )
    raise errors.forbidden(resource.group, name, name_of(obj), why)


def _limit(limits: dict[str, int], key: str) -> int:
    if key in limits:
        return limits[key]
    return limits.get(OTHERS, _DEFAULTS.get(key, _DEFAULT))
