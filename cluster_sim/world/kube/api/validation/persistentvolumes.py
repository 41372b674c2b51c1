"""PersistentVolumes (pkg/apis/core/validation/validation.go)."""

from __future__ import annotations

import posixpath
from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.affinity import validate_node_selector
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    Literal,
    all_invalid,
    forbidden,
    immutable,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import (
    validate_access_modes,
    validate_class,
    validate_positive,
    validate_volume_mode,
)
from cluster_sim.world.kube.api.validation.pod_diff import struct_diff
from cluster_sim.world.kube.api.validation.volume_sources import source_of, validate_source

Spec = dict[str, Any]

_POLICIES: Final = ("Delete", "Recycle", "Retain")
_ATTRIBUTES: Final = "volumeAttributesClassName"


def validate_volume(volume: Object) -> Faults:
    """The faults of a new PersistentVolume."""
    faults = validate_meta(volume, False, names.dns1123_subdomain)
    return faults + _validate_spec(volume.get("spec") or {})


def validate_volume_update(old: Object, new: Object) -> Faults:
    """The faults of a changed PersistentVolume."""
    before, after = old["spec"], new["spec"]
    faults = validate_meta_update(old, new) + _validate_spec(after)
    if source_of(before) != source_of(after):
        diff = struct_diff("core.PersistentVolumeSource", source_of(before), source_of(after))
        detail = f"spec.persistentvolumesource is immutable after creation\n{diff}"
        faults.append(forbidden("spec.persistentvolumesource", detail))
    faults += immutable("volumeMode", after.get("volumeMode"), before.get("volumeMode"))
    known, wanted = before.get("nodeAffinity"), after.get("nodeAffinity")
    if known is not None and known != wanted:
        faults.append(invalid("nodeAffinity", _affinity_text(wanted), IMMUTABLE))
    if before.get(_ATTRIBUTES) is not None and after.get(_ATTRIBUTES) is None:
        detail = "update from non-nil value to nil is forbidden"
        faults.append(forbidden(f"spec.{_ATTRIBUTES}", detail))
    return faults


def _validate_spec(spec: Spec) -> Faults:
    modes = spec.get("accessModes") or []
    faults = [] if modes else [required("spec.accessModes")]
    faults += validate_access_modes(modes, "spec.accessModes")
    faults += _validate_capacity(spec.get("capacity"))
    policy, here = spec.get("persistentVolumeReclaimPolicy"), "spec.persistentVolumeReclaimPolicy"
    if policy and policy not in _POLICIES:
        faults.append(not_supported(here, policy, _POLICIES))
    faults += _validate_affinity(spec.get("nodeAffinity"))
    faults += validate_source(spec, "spec")
    path = (spec.get("hostPath") or {}).get("path")
    if policy == "Recycle" and path is not None and posixpath.normpath(path) == "/":
        faults.append(forbidden(here, "may not be 'recycle' for a hostPath mount of '/'"))
    faults += validate_class(spec.get("storageClassName"), "spec.storageClassName")
    faults += validate_volume_mode(spec.get("volumeMode"), "spec.volumeMode")
    return faults + _validate_attributes(spec)


def _validate_capacity(capacity: dict[str, Any] | None) -> Faults:
    here = "spec.capacity"
    faults = [] if capacity else [required(here)]
    if not capacity or list(capacity) != ["storage"]:
        faults.append(not_supported(here, capacity, ("storage",)))
    for name, value in (capacity or {}).items():
        found = quantity.parse(value)
        if found.mantissa < 0:
            detail = "must be greater than or equal to 0"
            faults.append(invalid(f"{here}[{name}]", str(found), detail))
        faults += validate_positive(value, f"{here}[{name}]")
    return faults


def _validate_affinity(affinity: Spec | None) -> Faults:
    if affinity is None:
        return []
    here = "spec.nodeAffinity.required"
    if affinity.get("required") is None:
        return [required(here, "must specify required node constraints")]
    return validate_node_selector(affinity["required"], here)


def _validate_attributes(spec: Spec) -> Faults:
    name, here = spec.get(_ATTRIBUTES), f"spec.{_ATTRIBUTES}"
    if name is None:
        return []
    if name:
        faults = all_invalid(here, name, names.dns1123_subdomain(name))
    else:
        faults = [required(here, "an empty string is disallowed")]
    if spec.get("csi") is None:
        detail = f"has to be specified when using {_ATTRIBUTES}"
        faults.append(required("spec.csi", detail))
    return faults


def _affinity_text(affinity: Spec | None) -> Literal:
    """The affinity as the server's internal Go struct."""
    if affinity is None:
        return Literal("null")
    needed = affinity.get("required")
    if needed is None:
        return Literal('{"Required":null}')
    terms = ",".join(map(_term_text, needed.get("nodeSelectorTerms") or ()))
    return Literal(f'{{"Required":{{"NodeSelectorTerms":[{terms}]}}}}')


def _term_text(term: Spec) -> str:
    parts = []
    for field, name in (("matchExpressions", "MatchExpressions"), ("matchFields", "MatchFields")):
        asked = term.get(field)
        inner = "null" if not asked else f"[{','.join(map(_asked_text, asked))}]"
        parts.append(f'"{name}":{inner}')
    return "{" + ",".join(parts) + "}"


def _asked_text(asked: Spec) -> str:
    fields = (("key", "Key"), ("operator", "Operator"), ("values", "Values"))
    return "{" + ",".join(f'"{name}":{json_text(asked.get(f))}' for f, name in fields) + "}"
