"""Create: decode, name, default, admit, validate, store.

apiserver/pkg/registry/generic/registry/store.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import admission, errors, managed_fields, names, timestamps
from cluster_sim.world.kube.api.allocation import allocate
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.hash import encode_suffix
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.request import check_options, understood

# apiserver/pkg/storage/names/generate.go: 63 characters, 5 of them drawn from 27.
_MOST_NAME = 63
_SUFFIX_LENGTH = 5
_SUFFIX_COUNT = 27**_SUFFIX_LENGTH
# apiserver/pkg/registry/generic/registry/store.go: maxNameGenerationCreateAttempts
_MOST_TRIES = 8


def create(call: Call, resource: Resource, namespace: str, obj: Any, track: bool = True) -> Object:
    """The stored object made from ``obj``; StatusError with the server's own words if refused.

    ``track`` is off for what already says who manages it.
    """
    if not call.trusted:
        check_options("CreateOptions", call)
        obj = understood(call, resource, obj)
    if resource.answer is not None:
        return resource.answer(call, namespace, obj)
    obj = resource.default(_identified(call, resource, namespace, obj))
    if track:
        obj = managed_fields.created(call, resource, obj)
    obj = resource.prepare_create(obj)
    obj = admission.admit_create(call, resource, obj)
    name = obj["metadata"]["name"]
    if call.world.store.get(resource.key, namespace, name) is not None:
        raise errors.already_exists(resource.group, resource.plural, name)
    faults = resource.validate(obj)
    if faults:
        raise errors.invalid(resource.group, resource.kind, name, faults)
    admission.check_create(call, resource, obj)
    obj = allocate(call, resource, obj)
    return call.write(resource, namespace, name, obj)


def _identified(call: Call, resource: Resource, namespace: str, obj: Object) -> Object:
    meta = dict(obj.get("metadata") or {})
    _check_namespace(resource, namespace, meta)
    if resource.namespaced:
        meta["namespace"] = namespace
    if not meta.get("name") and meta.get("generateName"):
        meta["name"] = _generated(call, resource, namespace, meta["generateName"])
    if not meta.get("name"):
        raise errors.invalid(resource.group, resource.kind, "", [_NAME_REQUIRED])
    for system_field in ("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds"):
        meta.pop(system_field, None)
    meta["uid"] = call.world.chance.uuid("uid")
    meta["creationTimestamp"] = timestamps.time(call.world.unix)
    return {**obj, "apiVersion": resource.api_version, "kind": resource.kind, "metadata": meta}


_NAME_REQUIRED = errors.FieldError(
    "FieldValueRequired", "metadata.name", "Required value: name or generateName is required"
)


def _check_namespace(resource: Resource, namespace: str, meta: dict[str, Any]) -> None:
    given = meta.get("namespace")
    if given and resource.namespaced and given != namespace:
        raise errors.bad_request(
            "the namespace of the provided object does not match the namespace sent on the request"
        )
    if resource.namespaced and names.dns1123_label(namespace):
        raise errors.not_found("", "namespaces", namespace)


def _generated(call: Call, resource: Resource, namespace: str, base: str) -> str:
    base = base[: _MOST_NAME - _SUFFIX_LENGTH]
    name = ""
    for _ in range(_MOST_TRIES):
        suffix = encode_suffix(call.world.chance.below("names", _SUFFIX_COUNT), _SUFFIX_LENGTH)
        name = base + suffix
        if call.world.store.get(resource.key, namespace, name) is None:
            return name
    raise errors.generate_name_conflict(resource.group, resource.plural, name)
