"""Server-side apply: create the object, or bring its fields to what a configuration says.

apiserver/pkg/endpoints/handlers/patch.go (applyPatcher)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cluster_sim.world.kube.api import errors, managed_fields
from cluster_sim.world.kube.api.authorization.authorizer import require_create
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.create import create
from cluster_sim.world.kube.api.verbs.request import manager_faults, named, understood
from cluster_sim.world.kube.api.verbs.update import check_version, replaced, update_status


def apply(
    call: Call,
    resource: Resource,
    namespace: str,
    name: str,
    body: Any,
    subresource: str = "",
    force: bool = False,
) -> Object:
    """The object with the configuration applied by the call's field manager.

    StatusError: Invalid without a manager, Conflict for fields that others manage.
    """
    _check_manager(call)
    config = _checked(resource, body)
    config = named(resource, namespace, name, config)
    live = call.world.store.get(resource.key, namespace if resource.namespaced else "", name)
    if live is None:
        return _created(call, resource, namespace, name, config, subresource)
    live = resource.of_stored(live)
    new = managed_fields.applied(call, resource, live, config, subresource, force)
    new = _normal(call, resource, new)
    check_version(replace(call, trusted=True), resource, live, new)
    if subresource == "status":
        return update_status(call, resource, new, track=False)
    return replaced(call, resource, live, new, track=False)


def _check_manager(call: Call) -> None:
    faults = manager_faults(call.manager)
    if not call.manager:
        text = "Required value: is required for apply patch"
        faults = [errors.FieldError("FieldValueRequired", "fieldManager", text)]
    if faults:
        raise errors.invalid("meta.k8s.io", "PatchOptions", "", faults)


def _checked(resource: Resource, body: Any) -> Object:
    """The configuration, when it is one of this kind at all."""
    if not isinstance(body, dict) or not isinstance(body.get("metadata") or {}, dict):
        raise errors.bad_request("error decoding YAML: the configuration must be an object")
    version, kind = body.get("apiVersion"), body.get("kind")
    if not isinstance(kind, str) or not kind:
        raise errors.bad_request("error decoding YAML: Object 'Kind' is missing")
    if (version, kind) != (resource.api_version, resource.kind):
        raise errors.bad_request(f"invalid object type: {version}, Kind={kind}")
    meta = body.get("metadata") or {}
    if meta.get("managedFields") is not None:
        raise errors.bad_request("metadata.managedFields must be nil")
    return body


def _created(
    call: Call, resource: Resource, namespace: str, name: str, config: Object, subresource: str
) -> Object:
    if subresource:
        raise errors.not_found(resource.group, resource.plural, name)
    uid = config["metadata"].get("uid")
    if uid:
        why = (
            f"uid mismatch: the provided object specified uid {uid}, "
            "and no existing object was found"
        )
        raise errors.conflict(resource.group, resource.plural, name, why)
    require_create(call, resource, namespace, name)
    new = managed_fields.applied(call, resource, {"metadata": {}}, config, "", True)
    return create(call, resource, namespace, _normal(call, resource, new), track=False)


def _normal(call: Call, resource: Resource, obj: Object) -> Object:
    """The object as the server keeps it; its fields were checked already."""
    return understood(replace(call, field_validation="Ignore", trusted=False), resource, obj)
