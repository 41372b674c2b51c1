"""Keeping up who owns what while objects are created, updated and patched.

apimachinery/pkg/util/managedfields/internal (the chain of managers in fieldmanager.go)

Every write of a person is tracked. The cluster's own components write thousands of times as
much: theirs is tracked on objects that have managers already, the ones people made.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.managed_fields import field_set, managers, shapes
from cluster_sim.world.kube.api.managed_fields.compare import Comparison, compare
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet
from cluster_sim.world.kube.api.managed_fields.managers import Identity, Managers, Owned
from cluster_sim.world.kube.api.resource import Object, Resource

# What every object has and nobody owns (stripmeta.go).
UNOWNED: Final[FieldSet] = {
    "f:apiVersion": {},
    "f:kind": {},
    "f:metadata": {
        ".": {},
        "f:creationTimestamp": {},
        "f:generation": {},
        "f:managedFields": {},
        "f:name": {},
        "f:namespace": {},
        "f:resourceVersion": {},
        "f:selfLink": {},
        "f:uid": {},
    },
}
# The programs that the cluster's components are part of name themselves so.
_PROGRAMS: Final = (
    ("kubelet", "kubelet"),
    ("default-scheduler", "kube-scheduler"),
    ("kube-", ""),
)
_OF_STATUS: Final = ("f:metadata", "f:status")
_CONTROLLERS: Final = "kube-controller-manager"


def created(call: Call, resource: Resource, obj: Object) -> Object:
    """A new object with its first manager."""
    if call.trusted:
        return obj
    empty: Object = {"metadata": {}}
    return _tracked(call, resource, empty, obj, _given(obj) or {}, "")


def updated(call: Call, resource: Resource, old: Object, new: Object, subresource: str) -> Object:
    """The changed object with its managers: who wrote a field owns it now."""
    had = old["metadata"].get("managedFields")
    if call.trusted and not had:
        return new
    known: Managers | None = None
    if not subresource and new["metadata"].get("managedFields") is not had:
        known = {} if _is_reset(new) else _given(new)
    if known is None:
        known = managers.read(old) or {}
    return _tracked(call, resource, old, new, known, subresource)


def _given(obj: Object) -> Managers | None:
    """The managers that a client sent along; None when there are none to be read."""
    return managers.read(obj) or None


def _is_reset(obj: Object) -> bool:
    """A list with nothing in it, or one empty entry: the client wants to start anew."""
    entries = obj["metadata"].get("managedFields")
    return entries is not None and (entries in ([], [{}]))


def _tracked(
    call: Call, resource: Resource, old: Object, new: Object, known: Managers, subresource: str
) -> Object:
    found = compare(shapes.of(resource), bare(old), bare(new))
    who = managers.identity(manager_of(call), managers.UPDATE, resource.api_version, subresource)
    now = timestamps.time(call.world.unix)
    kept = rewritten(resource, known, who, settable(resource, who, found), now)
    return with_managers(new, managers.capped(kept))


def rewritten(
    resource: Resource, known: Managers, who: Identity, found: Comparison, now: str
) -> Managers:
    """The managers after ``who`` made that change: what is new is theirs and nobody else's."""
    written = field_set.difference(found.written, UNOWNED)
    kept: Managers = {}
    for each, owned in known.items():
        fields = field_set.difference(owned.fields, found.removed)
        if each != who:
            fields = field_set.difference(fields, written)
        if fields is owned.fields:
            kept[each] = owned
        elif fields is not None:
            kept[each] = Owned(fields, owned.api_version, owned.time)
    if written is not None:
        before = kept.get(who)
        fields = field_set.union(before.fields, written) if before else written
        entry = before.entry if before and fields is before.fields else None
        kept[who] = Owned(fields or field_set.LEAF, resource.api_version, now, entry)
    return kept


def settable(resource: Resource, who: Identity, found: Comparison) -> Comparison:
    """The comparison without the fields that the request cannot set."""
    parts = (found.added, found.modified, found.removed)
    return Comparison(*(settable_fields(resource, who, part) for part in parts))


def settable_fields(resource: Resource, who: Identity, fields: FieldSet | None) -> FieldSet | None:
    """The fields without those that the request cannot set (GetResetFields of the strategies)."""
    if fields is None:
        return None
    if who.subresource == "status":
        kept: FieldSet = {step: fields[step] for step in _OF_STATUS if step in fields}
        return kept or None
    if not who.subresource and "status" in resource.subresources:
        return {step: below for step, below in fields.items() if step != "f:status"} or None
    return fields


def with_managers(obj: Object, known: Managers) -> Object:
    """The object with those managers written on it."""
    meta = {key: value for key, value in obj["metadata"].items() if key != "managedFields"}
    entries = managers.written(known)
    if entries:
        meta["managedFields"] = entries
    return {**obj, "metadata": meta}


def without_new_times(old: Object, new: Object) -> Object:
    """``old`` when all that changed are the times of its managers, else ``new``.

    apiserver/pkg/endpoints/handlers/fieldmanager/equality.go
    """
    before, after = (obj["metadata"].get("managedFields") for obj in (old, new))
    if before is after or not before or not after or len(before) != len(after):
        return new
    times = [entry.get("time") for entry in before]
    restored = [
        {**entry, "time": time} if time else entry for entry, time in zip(after, times, strict=True)
    ]
    meta = {**new["metadata"], "managedFields": restored}
    same = {**new, "metadata": meta}
    return old if same == old else new


def manager_of(call: Call) -> str:
    """The name that the caller writes under: its own choice, or the program it is."""
    if call.manager:
        return call.manager
    if not call.trusted:
        return "kubectl"
    actor = call.actor.partition("/")[0]
    for start, program in _PROGRAMS:
        if actor.startswith(start):
            return program or actor
    return _CONTROLLERS


def bare(obj: Object) -> Object:
    """The object without what its managers are kept in."""
    if "managedFields" not in obj["metadata"]:
        return obj
    meta = {key: value for key, value in obj["metadata"].items() if key != "managedFields"}
    return {**obj, "metadata": meta}
