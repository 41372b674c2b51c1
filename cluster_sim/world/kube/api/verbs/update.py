"""Update: the whole object, or its status alone."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import admission, decode, errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

MODIFIED = (
    "the object has been modified; please apply your changes to the latest version and try again"
)
_KEPT_META = (
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "generateName",
)


def update(call: Call, resource: Resource, namespace: str, obj: Any) -> Object:
    """Replace the object; Conflict when it was changed since ``obj`` was read."""
    if not call.trusted:
        obj = decode.decode(resource, obj, call.field_validation)
    old = call.existing(resource, namespace, name_of(obj))
    _check_version(resource, old, obj)
    new = {**obj, "metadata": _merged_meta(old, obj)}
    new = admission.admit_update(call, resource, old, resource.default(new))
    new = resource.prepare_update(old, new)
    faults = resource.validate_update(old, new)
    if faults:
        raise errors.invalid(resource.group, resource.kind, name_of(old), faults)
    admission.check_update(call, resource, old, new)
    return store_update(call, resource, old, new)


def update_status(call: Call, resource: Resource, obj: Object) -> Object:
    """Replace the status, and the annotations that come with it (sub-resource ``status``)."""
    old = call.existing(resource, namespace_of(obj), name_of(obj))
    _check_version(resource, old, obj)
    new = {**old, "status": obj.get("status") or {}}
    annotations = obj["metadata"].get("annotations")
    if annotations and annotations != old["metadata"].get("annotations"):
        new["metadata"] = {**old["metadata"], "annotations": annotations}
    new = admission.admit_update(call, resource, old, new, "status")
    admission.check_update(call, resource, old, new, "status")
    return store_update(call, resource, old, new)


def store_update(call: Call, resource: Resource, old: Object, new: Object) -> Object:
    """Write ``new`` unless nothing changed; let it go when its last finalizer went."""
    if new == old:
        return old
    if is_terminating(new) and _may_go(new):
        call.remove(resource, namespace_of(old), name_of(old))
        return new
    return call.write(resource, namespace_of(old), name_of(old), new)


def _may_go(obj: Object) -> bool:
    meta = obj["metadata"]
    if meta.get("finalizers") or (obj.get("spec") or {}).get("finalizers"):
        return False
    return not meta.get("deletionGracePeriodSeconds")


def _check_version(resource: Resource, old: Object, new: Object) -> None:
    given, stored = new["metadata"].get("resourceVersion"), old["metadata"]["resourceVersion"]
    if given and given != stored:
        raise errors.conflict(resource.group, resource.plural, name_of(old), MODIFIED)
    uid = new["metadata"].get("uid")
    if uid and uid != old["metadata"]["uid"]:
        why = (
            f"Precondition failed: UID in precondition: {uid}, "
            f"UID in object meta: {old['metadata']['uid']}"
        )
        raise errors.conflict(resource.group, resource.plural, name_of(old), why)


def _merged_meta(old: Object, new: Object) -> dict[str, Any]:
    meta = {**new["metadata"], "resourceVersion": old["metadata"]["resourceVersion"]}
    for field in _KEPT_META:
        if field in old["metadata"]:
            meta[field] = old["metadata"][field]
        else:
            meta.pop(field, None)
    return meta
