"""Decoding: what a client sent, checked against the schema of its kind and normalised.

As the API server does with ``fieldValidation`` Strict, Warn or Ignore
(apimachinery/pkg/runtime/serializer/json/json.go, sigs.k8s.io/json): an unknown field is told
with its path, a wrong type with the Go field it was meant for; nulls and empty optional values
disappear. Fields are read in the order of their names, for kubectl sends them so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api import errors, schema
from cluster_sim.world.kube.api.decode_log import DecodeLog, json_kind
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.structs import Struct, struct_for
from cluster_sim.world.kube.api.wire import ABSENT

STRICT: Final = "Strict"
_OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_TYPE_META = (
    'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; '
    'Kind string "json:\\"kind,omitempty\\"" }'
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """An object as the server understands it, and the fields it does not know."""

    obj: Object
    unknown: tuple[str, ...]


def decode(resource: Resource, body: Any, field_validation: str = STRICT) -> Object:
    """The normalised object in ``body``; StatusError (400, 413) when it cannot be understood."""
    decoded = read(resource, body)
    if decoded.unknown and field_validation == STRICT:
        raise strict_refusal(resource, decoded.unknown)
    return decoded.obj


def strict_refusal(resource: Resource, unknown: tuple[str, ...]) -> errors.StatusError:
    """What strict validation says to fields that the kind does not have."""
    return _refused(resource, f"strict decoding error: {', '.join(unknown)}")


def read(resource: Resource, body: Any) -> Decoded:
    """The same, with unknown fields told instead of refused: what Warn prints as warnings."""
    if not isinstance(body, dict):
        kind = "null" if body is None else json_kind(body)
        fault = f"json: cannot unmarshal {kind} into Go value of type {_TYPE_META}"
        raise errors.bad_request(f"couldn't get version/kind; json parse error: {fault}")
    _check_kind(resource, body)
    log = DecodeLog()
    try:
        obj = _read_by(resource, body, log)
    except RecursionError:
        # Schemas that hold themselves are as deep as what was sent.
        raise _refused(resource, "json: exceeded max depth") from None
    if log.fault:
        raise _refused(resource, log.fault)
    obj = {**obj, "apiVersion": resource.api_version, "kind": resource.kind}
    obj.setdefault("metadata", {})
    return Decoded(obj, tuple(log.unknown))


def _read_by(resource: Resource, body: Any, log: DecodeLog) -> Any:
    """The object as the schema of its kind reads it, published or custom."""
    if resource.custom is not None:
        return resource.custom.read(body, struct_for(_OBJECT_META), log)
    name = schema.name_for(resource.api_version, resource.kind)
    if name is None:
        return body
    struct = struct_for(name)
    obj = struct.read(body, None, log)
    # Kinds hold their spec by value: it is there, if empty, even when nobody wrote it.
    spec = struct.fields().get("spec")
    if obj is not ABSENT and spec is not None and isinstance(spec.reader, Struct):
        obj.setdefault("spec", spec.reader.zero())
    return obj


def _refused(resource: Resource, why: str) -> errors.StatusError:
    kind, version = resource.kind, resource.version
    message = f'{kind} in version "{version}" cannot be handled as a {kind}: {why}'
    return errors.bad_request(message)


def _check_kind(resource: Resource, body: dict[Any, Any]) -> None:
    version, kind = body.get("apiVersion"), body.get("kind")
    if isinstance(version, str) and version not in ("", resource.api_version):
        raise errors.bad_request(
            f"the API version in the data ({version}) does not match the expected API version "
            f"({resource.api_version})"
        )
    if isinstance(kind, str) and kind not in ("", resource.kind):
        raise errors.bad_request(
            f"the kind in the data ({kind}) does not match the expected kind ({resource.kind})"
        )
