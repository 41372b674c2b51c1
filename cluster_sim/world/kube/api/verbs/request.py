"""What a request says: its body understood, its name checked against the address it went to.

apiserver/pkg/endpoints/handlers/rest.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import decode, errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource

SUCCESS: Final[Object] = {
    "kind": "Status",
    "apiVersion": "v1",
    "metadata": {},
    "status": "Success",
    "code": 201,
}
_VALIDATIONS: Final = ("Ignore", "Strict", "Warn")


def understood(call: Call, resource: Resource, body: Any) -> Object:
    """The object in ``body``, normalised; unknown fields are refused, told as warnings or dropped
    as the call asks. StatusError (400, 413) when it cannot be understood.
    """
    if call.trusted:
        return body
    found = decode.read(resource, body)
    if found.unknown and call.field_validation == "Strict":
        raise decode.strict_refusal(resource, found.unknown)
    if call.field_validation == "Warn":
        for fault in found.unknown:
            call.warn(fault)
    return found.obj


def named(resource: Resource, namespace: str, name: str, obj: Object) -> Object:
    """The object with the name and namespace of the address; BadRequest when it has others."""
    meta = obj.get("metadata") or {}
    place = namespace if resource.namespaced else ""
    if meta.get("namespace", place) not in ("", place):
        raise errors.bad_request(
            "the namespace of the provided object does not match the namespace sent on the request"
        )
    given = meta.get("name") or name
    if name and given != name:
        raise errors.bad_request(
            f"the name of the object ({given}) does not match the name on the URL ({name})"
        )
    meta = {**meta, "name": given}
    if place:
        meta["namespace"] = place
    return {**obj, "metadata": meta}


def check_options(kind: str, call: Call) -> None:
    """Refuse options that nobody can follow (apimachinery/pkg/apis/meta/v1/validation)."""
    faults = [*manager_faults(call.manager), *_validation_faults(call.field_validation)]
    if faults:
        raise errors.invalid("meta.k8s.io", kind, "", faults)


def manager_faults(manager: str) -> list[errors.FieldError]:
    """What is wrong with the name of a field manager."""
    if len(manager) > 128:
        text = "Too long: may not be more than 128 bytes"
        return [errors.FieldError("FieldValueTooLong", "fieldManager", text)]
    for position, char in enumerate(manager):
        if not char.isprintable():
            text = (
                f'Invalid value: "{manager}": invalid character U+{ord(char):04X} '
                f"(at position {position})"
            )
            return [errors.FieldError("FieldValueInvalid", "fieldManager", text)]
    return []


def _validation_faults(asked: str) -> list[errors.FieldError]:
    if asked in _VALIDATIONS:
        return []
    known = '"", "Ignore", "Strict", "Warn"'
    text = f'Unsupported value: "{asked}": supported values: {known}'
    return [errors.FieldError("FieldValueNotSupported", "fieldValidation", text)]
