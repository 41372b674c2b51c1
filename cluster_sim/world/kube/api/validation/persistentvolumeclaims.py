"""Claims to storage, alone or in a template (pkg/apis/core/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.claim_diff import claim_spec_diff
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    immutable,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

Spec = dict[str, Any]

ACCESS_MODES: Final = ("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
VOLUME_MODES: Final = ("Block", "Filesystem")
_CLASS_ANNOTATION: Final = "volume.beta.kubernetes.io/storage-class"
_FIXED: Final = (
    "spec is immutable after creation except resources.requests and volumeAttributesClassName "
    "for bound claims\n"
)


def validate_claim(claim: Object) -> Faults:
    """The faults of a new PersistentVolumeClaim."""
    faults = validate_meta(claim, True, names.dns1123_subdomain)
    return faults + validate_claim_spec(claim.get("spec") or {}, "spec")


def validate_claim_update(old: Object, new: Object) -> Faults:
    """The faults of a changed PersistentVolumeClaim."""
    faults = validate_meta_update(old, new)
    faults += validate_claim_spec(new.get("spec") or {}, "spec")
    faults += _same_annotation(old, new)
    before, after = old["spec"], new["spec"]
    allowed = _with_what_may_change(old, new)
    if _comparable(allowed) != _comparable(after):
        faults.append(forbidden("spec", _FIXED + claim_spec_diff(allowed, after)))
    faults += _not_smaller(old, new)
    faults += immutable("volumeMode", after.get("volumeMode"), before.get("volumeMode"))
    return faults + _attributes_kept(before, after)


def validate_claim_spec(spec: Spec, path: str) -> Faults:
    """The faults of what a claim asks for."""
    modes = spec.get("accessModes") or []
    faults: Faults = []
    if not modes:
        faults.append(required(f"{path}.accessModes", "at least 1 access mode is required"))
    faults += validate_label_selector(spec.get("selector"), f"{path}.selector")
    faults += validate_access_modes(modes, f"{path}.accessModes")
    faults += _validate_size(spec, f"{path}.resources[storage]")
    faults += validate_class(spec.get("storageClassName"), f"{path}.storageClassName")
    faults += validate_volume_mode(spec.get("volumeMode"), f"{path}.volumeMode")
    faults += _validate_sources(spec, path)
    here = f"{path}.volumeAttributesClassName"
    return faults + validate_class(spec.get("volumeAttributesClassName"), here)


def validate_access_modes(modes: list[str], path: str) -> Faults:
    """The faults of access modes: known ones, and the one for a single pod alone."""
    faults = [not_supported(path, mode, ACCESS_MODES) for mode in modes if mode not in ACCESS_MODES]
    known = [mode for mode in modes if mode in ACCESS_MODES]
    if "ReadWriteOncePod" in known and any(mode != "ReadWriteOncePod" for mode in known):
        faults.append(forbidden(path, "may not use ReadWriteOncePod with other access modes"))
    return faults


def validate_class(name: str | None, path: str) -> Faults:
    """The faults of the name of a class; none or an empty one is good."""
    return all_invalid(path, name, names.dns1123_subdomain(name)) if name else []


def validate_volume_mode(mode: str | None, path: str) -> Faults:
    """The faults of a volume mode; none is good."""
    if mode is None or mode in VOLUME_MODES:
        return []
    return [not_supported(path, mode, VOLUME_MODES)]


def validate_positive(value: Any, path: str) -> Faults:
    """The fault of a quantity that is zero or less."""
    found = quantity.parse(value)
    return [] if found.mantissa > 0 else [invalid(path, str(found), "must be greater than zero")]


def _validate_size(spec: Spec, path: str) -> Faults:
    size = requested(spec)
    return [required(path)] if size is None else validate_positive(size, path)


def requested(spec: Spec) -> Any:
    """The storage that a claim's spec asks for, None when it says nothing."""
    return ((spec.get("resources") or {}).get("requests") or {}).get("storage")


def _validate_sources(spec: Spec, path: str) -> Faults:
    source, reference = spec.get("dataSource"), spec.get("dataSourceRef")
    faults: Faults = []
    if source is not None:
        faults += _validate_source(source, f"{path}.dataSource")
    if reference is not None:
        faults += _validate_source(reference, f"{path}.dataSourceRef")
        namespace, here = reference.get("namespace"), f"{path}.dataSourceRef.namespace"
        if namespace:
            faults += all_invalid(here, namespace, names.dns1123_label(namespace))
    if source is None or reference is None:
        return faults
    if reference.get("namespace"):
        detail = "may not be specified when dataSourceRef.namespace is specified"
        faults.append(invalid(path, f"{path}.dataSource", detail))
    elif any(source.get(f) != reference.get(f) for f in ("apiGroup", "kind", "name")):
        faults.append(invalid(path, f"{path}.dataSource", "must match dataSourceRef"))
    return faults


def _validate_source(source: Spec, path: str) -> Faults:
    faults = [required(f"{path}.{f}") for f in ("name", "kind") if not source.get(f)]
    group, kind = source.get("apiGroup") or "", source.get("kind", "")
    if not group and kind != "PersistentVolumeClaim":
        detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup"
        faults.append(invalid(path, kind, detail))
    if group:
        faults += all_invalid(f"{path}.apiGroup", group, names.dns1123_subdomain(group))
    return faults


def _same_annotation(old: Object, new: Object) -> Faults:
    before, after = (
        (obj["metadata"].get("annotations") or {}).get(_CLASS_ANNOTATION, "") for obj in (old, new)
    )
    return immutable(f"metadata.annotations[{_CLASS_ANNOTATION}]", after, before)


def _with_what_may_change(old: Object, new: Object) -> Spec:
    """The old spec with those of the new values that nothing speaks against."""
    before, after = old["spec"], new["spec"]
    allowed = dict(before)
    if not before.get("volumeName") and "volumeName" in after:
        allowed["volumeName"] = after["volumeName"]
    if before.get("storageClassName") is None and after.get("storageClassName") is not None:
        allowed["storageClassName"] = after["storageClassName"]
    if (old.get("status") or {}).get("phase") != "Bound":
        return allowed
    if after.get("volumeAttributesClassName") is not None:
        allowed["volumeAttributesClassName"] = after["volumeAttributesClassName"]
    resources = before.get("resources") or {}
    size = requested(after)
    if size is not None:
        requests = {**(resources.get("requests") or {}), "storage": size}
        allowed["resources"] = {**resources, "requests": requests}
    return allowed


def _comparable(spec: Spec) -> Spec:
    """The spec without what is empty, its quantities by what they are worth."""
    worth = {
        field: {name: rank(value) for name, value in amounts.items()}
        for field, amounts in (spec.get("resources") or {}).items()
        if amounts
    }
    kept = {field: value for field, value in spec.items() if value not in (None, {}, [])}
    if kept.get("volumeName") == "":
        del kept["volumeName"]
    return {**kept, "resources": worth}


def _not_smaller(old: Object, new: Object) -> Faults:
    before, after = requested(old["spec"]), requested(new["spec"])
    if before is None or after is None or rank(after) >= rank(before):
        return []
    held = ((old.get("status") or {}).get("capacity") or {}).get("storage", "0")
    if rank(after) > rank(held):
        return []
    detail = "field can not be less than status.capacity"
    return [forbidden("spec.resources.requests.storage", detail)]


def _attributes_kept(before: Spec, after: Spec) -> Faults:
    old, new = (spec.get("volumeAttributesClassName") for spec in (before, after))
    here = "spec.volumeAttributesClassName"
    if old is None or new:
        return []
    if new is None:
        return [forbidden(here, "update from non-nil value to nil is forbidden")]
    return [forbidden(here, "update from non-nil value to an empty string is forbidden")]
