"""Frames: a reading of the history as the bytes that every viewer gets (docs/protocol.md)."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from cluster_sim.live import cards
from cluster_sim.live.markers import Marker
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api import refused_evictions
from cluster_sim.world.kube.api.disruption_budgets import BUDGETS
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.indexes import SERVICE_NAME_LABEL
from cluster_sim.world.shell import files, terminal

Frame = dict[str, Any]

_encoder = msgspec.json.Encoder()


def encode(frame: Frame) -> bytes:
    """The frame as it goes over the wire: JSON, compressed once for everybody."""
    return zlib.compress(_encoder.encode(frame), 1)


def list_frame(
    world: World, lab: Frame, clock: Frame, tasks: list[Frame], marks: list[Marker]
) -> Frame:
    """All that there is, for a viewer who knows nothing yet."""
    return {
        "type": "list",
        "revision": world.revision,
        "time": world.now,
        "epoch": world.epoch,
        "clock": clock,
        "lab": lab,
        "objects": {
            resource: _rows(world, resource)
            for resource in world.store.resources()
            if resource not in cards.HIDDEN
        },
        "markers": marks,
        "tasks": tasks,
        "terminals": terminal.screens(world),
        "files": files.listing(world),
        "usage": _usage(world),
    }


def _rows(world: World, resource: str) -> list[list[Any]]:
    return [
        [namespace, name, cards.card(world, resource, obj)]
        for (namespace, name), obj in world.store.table(resource).items()
    ]


def delta_frame(
    world: World, since: int, clock: Frame, tasks: list[Frame], marks: list[Marker]
) -> Frame:
    """What happened after revision ``since``; of several changes to an object the last one."""
    changes = world.history.since(since)
    return {
        "type": "delta",
        "from": since,
        "to": world.revision,
        "time": world.now,
        "clock": clock,
        "changes": _changes(world, since, changes),
        "markers": marks,
        "tasks": tasks,
        "output": terminal.output_of(changes),
        "files": files.listing(world) if _touches(changes, "files") else None,
        "usage": _usage(world),
    }


def _usage(world: World) -> dict[str, tuple[int, int]]:
    """Milli CPU and bytes of every node, nothing for those that are off."""
    used = kubelet.usage(world)
    return {name: used.get(name, (0, 0)) for _, name in world.store.table("nodes")}


def _touches(changes: list[Change], resource: str) -> bool:
    return any(change.key.resource == resource for change in changes)


def _changes(world: World, since: int, changes: list[Change]) -> list[list[Any]]:
    last = {change.key: change.revision for change in changes}
    rows = [
        _row(world, change)
        for change in changes
        if last[change.key] == change.revision and change.key.resource not in cards.HIDDEN
    ]
    touched = [key for key in _faces_touched(world, since, changes) if key not in last]
    return rows + [_derived_row(world, key) for key in touched]


def _row(world: World, change: Change) -> list[Any]:
    key, new = change.key, change.new
    face = None if new is None else cards.card(world, key.resource, new)
    return [change.revision, change.time, change.actor, change.cause, *key, face]


def _derived_row(world: World, key: Key) -> list[Any]:
    """A card that tells something new although its object did not change."""
    obj = world.get(key)
    face = None if obj is None else cards.card(world, key.resource, obj)
    return [world.revision, world.now, "", 0, *key, face]


def _faces_touched(world: World, since: int, changes: list[Change]) -> list[Key]:
    """Budgets that kept a pod, nodes whose pods changed, Services whose endpoints did."""
    kept = [Key(BUDGETS, *name) for name in refused_evictions.since(world, since)]
    keys: dict[Key, None] = {key: None for key in kept if world.get(key) is not None}
    for change in changes:
        for obj in (change.old, change.new):
            key = _face_behind(change.key.resource, obj)
            if key is not None and world.get(key) is not None:
                keys[key] = None
    return list(keys)


def _face_behind(resource: str, obj: dict[str, Any] | None) -> Key | None:
    if obj is None:
        return None
    if resource == "pods" and obj["spec"].get("nodeName"):
        return Key("nodes", "", obj["spec"]["nodeName"])
    if resource == "endpointslices.discovery.k8s.io":
        name = (obj["metadata"].get("labels") or {}).get(SERVICE_NAME_LABEL)
        return Key("services", namespace_of(obj), name) if name else None
    return None
