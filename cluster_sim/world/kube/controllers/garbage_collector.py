"""Garbage collector: what nobody owns any more goes, in one of three ways.

Background: dependents go after their owner. Foreground: the owner waits, marked, until its
dependents are gone. Orphan: the dependents stay and forget their owner.
pkg/controller/garbagecollector/garbagecollector.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import EVERY_OTHER
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import (
    FOREGROUND_FINALIZER,
    ORPHAN_FINALIZER,
    DeleteOptions,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.indexes import OWNERS

NAME = "generic-garbage-collector"


def _of_object(world: World, change: Change) -> Iterator[str]:
    """An owner that goes or waits to go concerns its dependents; a dependent that goes, it."""
    if change.new is None or _waits(change.new):
        obj = change.new if change.new is not None else change.old
        if obj is not None and change.key.resource != "events":
            yield f"{obj['metadata']['uid']} {change.key.resource} {full_name(obj)}"
    elif change.old is None or _has_other_owners(change.old, change.new):
        yield from _owner_gone_already(world, change.new)
    if change.new is None and change.old is not None:
        yield from _waiting_owners(world, change.old)


def _of_custom(world: World, change: Change) -> Iterator[str]:
    obj = change.new if change.new is not None else change.old
    if obj is not None and "apiVersion" in obj:
        yield from _of_object(world, change)


def _waits(obj: Object) -> bool:
    finalizers = obj["metadata"].get("finalizers") or ()
    return is_terminating(obj) and (
        FOREGROUND_FINALIZER in finalizers or ORPHAN_FINALIZER in finalizers
    )


def _has_other_owners(old: Object, new: Object) -> bool:
    owners = new["metadata"].get("ownerReferences")
    return bool(owners) and owners != old["metadata"].get("ownerReferences")


def _owner_gone_already(world: World, obj: Object) -> Iterator[str]:
    for reference in obj["metadata"].get("ownerReferences") or ():
        if _owner(world, reference, namespace_of(obj)) is None:
            yield f"{reference['uid']} "


def _waiting_owners(world: World, obj: Object) -> Iterator[str]:
    for reference in obj["metadata"].get("ownerReferences") or ():
        owner = _owner(world, reference, namespace_of(obj))
        if owner is not None and _waits(owner):
            resource = registry.of(world).by_kind(reference["apiVersion"], reference["kind"])
            yield f"{reference['uid']} {resource.key} {full_name(owner)}"


def _owner(world: World, reference: dict[str, str], namespace: str) -> Object | None:
    try:
        resource = registry.of(world).by_kind(reference["apiVersion"], reference["kind"])
    except registry.UnknownResource:
        return None
    place = namespace if resource.namespaced else ""
    owner = world.store.get(resource.key, place, reference["name"])
    if owner is None or owner["metadata"]["uid"] != reference["uid"]:
        return None
    return owner


def _sync(client: Client, key: str) -> int | None:
    uid, resource_key, owner = _named(client.world, key)
    finalizers = (owner or {}).get("metadata", {}).get("finalizers") or ()
    for dependent_key, dependent in _dependents(client.world, uid):
        if owner is None:
            _lose_owner(client, dependent_key, dependent, uid)
        elif ORPHAN_FINALIZER in finalizers:
            _forget(client, dependent_key, dependent, uid)
        elif not is_terminating(dependent):
            propagation = DeleteOptions(propagation="Foreground")
            client.delete(dependent_key, namespace_of(dependent), name_of(dependent), propagation)
    if owner is not None:
        _let_go(client, resource_key, owner)
    return None


def _named(world: World, key: str) -> tuple[str, str, Object | None]:
    """Uid, resource and the waiting owner (None when it is gone) of a work-queue key."""
    uid, _, rest = key.partition(" ")
    resource_key, _, full = rest.partition(" ")
    if not resource_key:
        return uid, "", None
    namespace, slash, name = full.partition("/")
    owner = world.store.get(resource_key, *((namespace, name) if slash else ("", full)))
    if owner is None or owner["metadata"]["uid"] != uid:
        return uid, resource_key, None
    return uid, resource_key, owner


def _dependents(world: World, uid: str) -> list[tuple[str, Object]]:
    return [
        (resource.key, obj)
        for resource in registry.of(world).resources
        if resource.preferred
        for obj in world.store.by_index(resource.key, OWNERS, uid)
    ]


def _lose_owner(client: Client, resource_key: str, obj: Object, uid: str) -> None:
    """Without any owner left it goes in the background; else it forgets the one it lost."""
    owners = obj["metadata"].get("ownerReferences") or ()
    others = [owner for owner in owners if owner["uid"] != uid]
    if any(_owner(client.world, owner, namespace_of(obj)) for owner in others):
        _forget(client, resource_key, obj, uid)
    elif not is_terminating(obj):
        background = DeleteOptions(propagation="Background", uid=obj["metadata"]["uid"])
        client.delete(resource_key, namespace_of(obj), name_of(obj), background)


def _forget(client: Client, resource_key: str, obj: Object, uid: str) -> None:
    owners = [o for o in obj["metadata"]["ownerReferences"] if o["uid"] != uid]
    meta = {**obj["metadata"], "ownerReferences": owners}
    if not owners:
        del meta["ownerReferences"]
    client.update(resource_key, namespace_of(obj), {**obj, "metadata": meta})


def _let_go(client: Client, resource_key: str, owner: Object) -> None:
    """Take the finalizer off a waiting owner once no dependent holds it back."""
    finalizers = owner["metadata"].get("finalizers") or ()
    if not is_terminating(owner):
        return
    held = any(
        reference.get("blockOwnerDeletion")
        for _, dependent in _dependents(client.world, owner["metadata"]["uid"])
        for reference in dependent["metadata"].get("ownerReferences") or ()
        if reference["uid"] == owner["metadata"]["uid"]
    )
    if FOREGROUND_FINALIZER in finalizers and held:
        return
    kept = [text for text in finalizers if text not in (FOREGROUND_FINALIZER, ORPHAN_FINALIZER)]
    meta = {**owner["metadata"], "finalizers": kept}
    client.update(resource_key, namespace_of(owner), {**owner, "metadata": meta})


def controller() -> Controller:
    """The collector watches every kind there is, those to come too."""
    watches = {resource.key: _of_object for resource in registry.RESOURCES}
    watches[EVERY_OTHER] = _of_custom
    return Controller(NAME, watches, _sync)
