"""Patch: four ways to say a change, each then carried out as an update.

apiserver/pkg/endpoints/handlers/patch.go
"""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api import decode, errors, subresources
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import json_text, quote, shown
from cluster_sim.world.kube.api.patch import json_patch, merge_patch, merge_schema, strategic
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.apply import apply
from cluster_sim.world.kube.api.verbs.request import check_options
from cluster_sim.world.kube.api.verbs.update import update

JSON: Final = "application/json-patch+json"
MERGE: Final = "application/merge-patch+json"
STRATEGIC: Final = "application/strategic-merge-patch+json"
APPLY: Final = "application/apply-patch+yaml"


def patch(
    call: Call,
    resource: Resource,
    namespace: str,
    name: str,
    body: Any,
    patch_type: str = STRATEGIC,
    subresource: str = "",
    force: bool = False,
) -> Object:
    """The object with ``body`` applied; StatusError for a patch that does not fit it.

    ``force`` takes over, in a server-side apply, the fields that others manage.
    """
    if patch_type == APPLY and subresource in ("", "status"):
        _check_numbers(body)
        return apply(call, resource, namespace, name, body, subresource, force)
    if not call.trusted:
        check_options("PatchOptions", call)
    door = subresources.door(resource, subresource, "patch") if subresource else None
    of = door.of(resource) if door else resource
    old = call.existing(resource, namespace, name)
    if door is not None and door.get is not None:
        old = door.get(call, resource, namespace, name)
    new = patched(of, old, body, patch_type)
    _check_understood(call, of, new, body, patch_type)
    if door is not None and door.update is not None:
        return door.update(call, resource, namespace, name, new)
    return update(call, resource, namespace, new, name)


def patched(resource: Resource, old: Object, body: Any, patch_type: str) -> Object:
    """What a patch makes of an object, before anything is checked or stored."""
    _check_shape(body, patch_type)
    _check_numbers(body)
    try:
        new = _applied(resource, old, body, patch_type)
    except (PatchError, RecursionError) as problem:
        if patch_type == JSON:
            raise _unfitting(str(problem)) from problem
        raise errors.bad_request(str(problem)) from problem
    if not isinstance(new, dict) or not isinstance(new.get("metadata"), dict):
        raise errors.bad_request("the patch leaves no object behind")
    return new


def media_types(resource: Resource) -> tuple[str, ...]:
    """The kinds of patch that the resource takes; custom kinds know no strategic merge."""
    if merge_schema.of_kind(resource.api_version, resource.kind) is None:
        return (JSON, MERGE, APPLY)
    return (JSON, MERGE, STRATEGIC, APPLY)


def _check_numbers(body: Any) -> None:
    """Refuse what no JSON holds: infinities, which a Python caller can send all the same."""
    try:
        json_text(body)
    except (ValueError, TypeError, RecursionError) as problem:
        raise errors.bad_request(f"error decoding patch: {problem}") from problem


def _applied(resource: Resource, old: Object, body: Any, patch_type: str) -> Any:
    if patch_type == JSON:
        return json_patch.apply(old, body)
    if patch_type == MERGE:
        return merge_patch.apply(old, body)
    schema = merge_schema.of_kind(resource.api_version, resource.kind)
    if patch_type != STRATEGIC or schema is None:
        raise errors.unsupported_media_type(media_types(resource))
    return strategic.apply(old, body, schema)


def _check_shape(body: Any, patch_type: str) -> None:
    """A JSON patch is a list of operations, the others are objects."""
    if patch_type == JSON:
        good = isinstance(body, list) and all(isinstance(each, dict) for each in body)
    else:
        good = isinstance(body, dict)
    if not good:
        wanted = "an array of operations" if patch_type == JSON else "an object"
        raise errors.bad_request(f"error decoding patch: the patch must be {wanted}")


def _unfitting(why: str) -> errors.StatusError:
    """A JSON patch that does not fit the object; ``why`` stays in the server's log."""
    message = "the server rejected our request due to an error in our request"
    return errors.StatusError(errors.failure(422, "Invalid", message, {}))


def _check_understood(
    call: Call, resource: Resource, new: Object, body: Any, patch_type: str
) -> None:
    """Fields that the kind does not have, or that cannot be read: the patch is at fault."""
    if call.trusted:
        return
    try:
        found = decode.read(resource, new)
    except errors.StatusError as problem:
        if problem.code != 400:
            raise
        why = str(problem)
        why = _conversion(why) if patch_type == STRATEGIC else why
    else:
        if not found.unknown or call.field_validation != "Strict":
            return
        why = f"strict decoding error: {', '.join(found.unknown)}"
    try:
        value = shown(body) if patch_type == STRATEGIC else json_text(new)
    except RecursionError:
        # Operations can put things one into the other deeper than anything can be written.
        raise errors.bad_request(why) from None
    detail = f"Invalid value: {quote(value)}: {why}"
    raise errors.invalid("", "", "", [errors.FieldError("FieldValueInvalid", "patch", detail)])


_MISMATCH: Final = re.compile(r"json: cannot unmarshal (\S+).* of type (\S+)$")


def _conversion(why: str) -> str:
    """What the server says to a value of a wrong type in a merged object, which never was JSON.

    apimachinery/pkg/runtime/converter.go
    """
    found = _MISMATCH.search(why)
    if found is None:
        return why
    given, wanted = found.groups()
    if wanted == "string" and given == "number":
        return "cannot convert int64 to string"
    if wanted in _SCALARS:
        return f"unrecognized type: {wanted}"
    shape = "slice" if wanted.startswith("[]") else "map" if wanted.startswith("map") else "struct"
    kind = {"number": "int64", "array": "slice", "object": "map"}.get(given, given)
    colon = ":" if shape == "struct" else ""
    return f"cannot restore {shape} from{colon} {kind}"


_SCALARS: Final = ("string", "bool", "int32", "int64", "float64")
