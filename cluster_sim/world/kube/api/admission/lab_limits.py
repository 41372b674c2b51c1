"""A bound on what one world may hold, so that a loop that creates for ever ends in a clear error.

The bounds are the published limits of a cluster (kubernetes.io/docs/setup/best-practices/
cluster-large) unless the scenario sets smaller ones in the world's memory under ``limits``;
there ``*`` stands for every kind that is not named, ``objects`` for all kinds together but
events, and ``bytes`` for what all objects weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import msgspec

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

MEMORY = "limits"
OTHERS = "*"
OBJECTS = "objects"
BYTES = "bytes"
_EVENTS = "events"
_DEFAULTS = {"pods": 150_000, "nodes": 5_000}
_DEFAULT = 200_000
_KIB = 1024
# What a person may write in one object, as bytes of JSON: where text of any length is at home,
# and elsewhere, where controllers copy it into hundreds of pods.
_ROOMY = ("configmaps", "secrets", "customresourcedefinitions.apiextensions.k8s.io")
_MOST_TEXT = 256 * _KIB
_MOST_SPEC = 24 * _KIB
# Metadata without the annotations, whose size validation bounds.
_MOST_METADATA = 16 * _KIB
_APART = ("annotations", "managedFields")
# Objects so small are not weighed all together: how many there are is bounded too.
_LIGHT = 4 * _KIB


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """Forbidden when the world holds as many objects as it may, or what this one weighs."""
    limits, store = call.world.recall(MEMORY), call.world.store
    used, limit = len(store.table(resource.key)), _limit(limits, resource.key)
    if used >= limit:
        _refuse(resource, obj, f"count/{resource.plural}", (1, used, limit))
    if OBJECTS in limits and resource.key != _EVENTS:
        held = sum(len(table) for key, table in tables(call.world) if key != _EVENTS)
        if held >= limits[OBJECTS]:
            _refuse(resource, obj, "count/objects", (1, held, limits[OBJECTS]))
    _check_weight(call, resource, obj)
    return obj


def admit_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> Object:
    """Forbidden when what a person makes of the object weighs more than it may."""
    _check_weight(call, resource, new)
    return new


def _limit(limits: Any, key: str) -> int:
    if key in limits:
        return int(limits[key])
    return int(limits.get(OTHERS, _DEFAULTS.get(key, _DEFAULT)))


def _check_weight(call: Call, resource: Resource, obj: Object) -> None:
    limits = call.world.recall(MEMORY)
    if call.trusted or BYTES not in limits:
        return
    meta = {name: value for name, value in obj["metadata"].items() if name not in _APART}
    body = {name: value for name, value in obj.items() if name != "metadata"}
    roomy = resource.custom is not None or resource.key in _ROOMY
    for what, part, limit in (
        ("metadata", meta, _MOST_METADATA),
        (resource.plural, body, _MOST_TEXT if roomy else _MOST_SPEC),
    ):
        if _bytes(part) > limit:
            _refuse(resource, obj, f"bytes/{what}", (_bytes(part), 0, limit))
    if _bytes(obj) > _LIGHT:
        _check_all(call, resource, obj, limits[BYTES])


def _check_all(call: Call, resource: Resource, obj: Object, limit: int) -> None:
    """Hold the weight of all that there is, with this object, against the limit."""
    used = sum(_bytes(each) for _, table in tables(call.world) for each in table.values())
    if used + _bytes(obj) > limit:
        _refuse(resource, obj, "bytes", (_bytes(obj), used, limit))


def tables(world: World) -> Iterator[tuple[str, Mapping[Any, Object]]]:
    """What the API server keeps, by resource: the world has commands, files and machines too."""
    for key in world.store.resources():
        table = world.store.table(key)
        if "apiVersion" in next(iter(table.values()), ()):
            yield key, table


def _bytes(value: Any) -> int:
    return len(msgspec.json.encode(value))


def _refuse(resource: Resource, obj: Object, what: str, amounts: tuple[int, int, int]) -> NoReturn:
    requested, used, limited = amounts
    why = (
        f"exceeded quota: grappe-lab, requested: {what}={requested}, "
        f"used: {what}={used}, limited: {what}={limited}"
    )
    raise errors.forbidden(resource.group, resource.plural, name_of(obj), why)
