"""Patch: JSON patch, merge patch and strategic merge patch, then as an update."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.patch import json_patch, merge_patch, merge_schema, strategic
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.update import update, update_status

JSON = "application/json-patch+json"
MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"


def patch(
    call: Call,
    resource: Resource,
    namespace: str,
    name: str,
    body: Any,
    patch_type: str = STRATEGIC,
    subresource: str = "",
) -> Object:
    """The object with ``body`` applied; BadRequest for a patch that does not fit it."""
    old = call.existing(resource, namespace, name)
    new = patched(resource, old, body, patch_type)
    if subresource == "status":
        return update_status(call, resource, new)
    return update(call, resource, namespace, new)


def _check_shape(body: Any, patch_type: str) -> None:
    """A JSON patch is a list of operations, the others are objects."""
    if patch_type == JSON:
        good = isinstance(body, list) and all(isinstance(each, dict) for each in body)
    else:
        good = isinstance(body, dict)
    if not good:
        wanted = "an array of operations" if patch_type == JSON else "an object"
        raise errors.bad_request(f"error decoding patch: the patch must be {wanted}")


def _check_identity(old: Object, new: Object) -> None:
    for field in ("name", "namespace"):
        before, after = (obj["metadata"].get(field) for obj in (old, new))
        if before != after:
            raise errors.bad_request(
                f"the {field} of the object ({after}) does not match the {field} on the URL "
                f"({before})"
            )


def patched(resource: Resource, old: Object, body: Any, patch_type: str) -> Object:
    """What a patch makes of an object, before anything is checked or stored."""
    _check_shape(body, patch_type)
    try:
        if patch_type == JSON:
            new = json_patch.apply(old, body)
        elif patch_type == MERGE:
            new = merge_patch.apply(old, body)
        elif patch_type == STRATEGIC:
            schema = merge_schema.of_kind(resource.api_version, resource.kind)
            assert schema is not None, f"{resource.key} has a schema"
            new = strategic.apply(old, body, schema)
        else:
            raise errors.StatusError(
                errors.failure(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types "
                    f"include: {JSON}, {MERGE}, {STRATEGIC}",
                )
            )
    except ValueError as problem:
        raise errors.bad_request(str(problem)) from problem
    if not isinstance(new, dict) or not isinstance(new.get("metadata"), dict):
        raise errors.bad_request("the patch leaves no object behind")
    _check_identity(old, new)
    return new
