"""What volumes show as files: keys, fields of the pod, tokens, and several of them at once."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.validation.downward import (
    VOLUME_FIELDS,
    validate_field_ref,
    validate_resource_ref,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.paths import validate_local, validate_mode

_KINDS: Final = ("secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle")
# Ten minutes, and what 32 bits hold.
_SHORTEST_TOKEN: Final = 600
_LONGEST_TOKEN: Final = 1 << 32


def validate_key_to_path(item: dict[str, Any], path: str) -> Faults:
    """The faults of a key that is shown as a file."""
    faults = [] if item.get("key") else [required(f"{path}.key")]
    if not item.get("path"):
        faults.append(required(f"{path}.path"))
    faults += validate_local(item.get("path", ""), f"{path}.path")
    return faults + validate_mode(item.get("mode"), f"{path}.mode")


def validate_downward_item(item: dict[str, Any], path: str) -> Faults:
    """The faults of a field that is shown as a file; they bear the volume's own path."""
    faults = [] if item.get("path") else [required(f"{path}.path")]
    faults += validate_local(item.get("path", ""), f"{path}.path")
    field, resource = item.get("fieldRef"), item.get("resourceFieldRef")
    if field is not None:
        faults += validate_field_ref(field, VOLUME_FIELDS, f"{path}.fieldRef")
        if resource is not None:
            detail = "fieldRef and resourceFieldRef can not be specified simultaneously"
            faults.append(invalid(path, "resource", detail))
    elif resource is not None:
        faults += validate_resource_ref(resource, f"{path}.resourceFieldRef", in_volume=True)
    else:
        faults.append(required(path, "one of fieldRef and resourceFieldRef is required"))
    return faults + validate_mode(item.get("mode"), f"{path}.mode")


def validate_projected(source: dict[str, Any], path: str) -> Faults:
    """The faults of a volume that joins several sources; each source is of one kind."""
    faults: Faults = []
    for index, part in enumerate(source.get("sources") or ()):
        here = f"{path}.sources[{index}]"
        given = [kind for kind in part if part[kind] is not None]
        if len(given) > 1:
            detail = "may not specify more than 1 volume type"
            faults.append(forbidden(here, detail))
        for kind in _KINDS:
            if kind in given:
                faults += _validate_part(kind, part[kind], f"{here}.{kind}")
    return faults


def _validate_part(kind: str, part: dict[str, Any], path: str) -> Faults:
    if kind == "serviceAccountToken":
        return _validate_token(part, path)
    if kind == "clusterTrustBundle":
        return [] if part.get("path") else [required(f"{path}.path")]
    if kind == "downwardAPI":
        items = part.get("items") or ()
        return [fault for item in items for fault in validate_downward_item(item, path)]
    faults = [] if part.get("name") else [required(f"{path}.name")]
    for index, item in enumerate(part.get("items") or ()):
        faults += validate_key_to_path(item, f"{path}.items[{index}]")
    return faults


def _validate_token(token: dict[str, Any], path: str) -> Faults:
    faults = []
    seconds, here = token.get("expirationSeconds", 0), f"{path}.expirationSeconds"
    if seconds < _SHORTEST_TOKEN:
        faults.append(invalid(here, seconds, "may not specify a duration less than 10 minutes"))
    if seconds > _LONGEST_TOKEN:
        detail = "may not specify a duration larger than 2^32 seconds"
        faults.append(invalid(here, seconds, detail))
    if not token.get("path"):
        return [*faults, required(f"{path}.path")]
    return faults + validate_local(token["path"], f"{path}.path")
