"""Metadata: names, labels, annotations, owners (apimachinery/pkg/api/validation/objectmeta.go)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.text_memo import text_memo
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    forbidden,
    immutable,
    invalid,
    not_supported,
    required,
    too_long,
)

NameCheck = Callable[[str], list[str]]

ANNOTATIONS_BYTES: Final = 256 * 1024
_IMMUTABLE: Final = (
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
)
_LEGACY_FINALIZERS: Final = ("kubernetes", "orphan", "foregroundDeletion")

# The same few keys and values come by the thousand.
key_faults = text_memo(names.qualified_name)
value_faults = text_memo(names.label_value)
_namespace_faults = text_memo(names.dns1123_label)


def validate_meta(obj: Object, namespaced: bool, check: NameCheck) -> Faults:
    """The faults of a new object's metadata; ``check`` is what its kind asks of names."""
    meta = obj.get("metadata") or {}
    faults: Faults = []
    prefix, name = meta.get("generateName"), meta.get("name")
    if prefix:
        details = check(names.prefix_of_name(prefix))
        faults += all_invalid("metadata.generateName", prefix, details)
    if not name:
        faults.append(required("metadata.name", "name or generateName is required"))
    else:
        faults += all_invalid("metadata.name", name, check(name))
    faults += _validate_namespace(meta.get("namespace"), namespaced)
    faults += non_negative(meta.get("generation"), "metadata.generation")
    faults += _validate_common(meta)
    for finalizer in meta.get("finalizers") or ():
        faults += all_invalid("metadata.finalizers", finalizer, key_faults(finalizer))
    faults += _validate_managers(meta)
    return faults + _validate_legacy_finalizers(meta)


def validate_meta_update(old: Object, new: Object) -> Faults:
    """The faults of changed metadata."""
    before, after = old.get("metadata") or {}, new.get("metadata") or {}
    faults: Faults = []
    if before.get("deletionTimestamp"):
        faults += _no_new_finalizers(before, after)
    if not after.get("resourceVersion"):
        detail = "must be specified for an update"
        faults.append(invalid("metadata.resourceVersion", "", detail))
    faults += _validate_generation(before, after)
    for field in ("name", "namespace"):
        value = after.get(field, "")
        faults += immutable(f"metadata.{field}", value, before.get(field, ""))
    for field in _IMMUTABLE:
        faults += immutable(f"metadata.{field}", after.get(field), before.get(field))
    faults += _validate_common(after) + _validate_managers(after)
    return faults + _validate_legacy_finalizers(after)


def validate_labels(labels: Mapping[str, str] | None, path: str) -> Faults:
    """The faults of a set of labels; they all bear the path of the whole set."""
    faults: Faults = []
    if labels:
        for key in sorted(labels):
            faults += all_invalid(path, key, key_faults(key))
            faults += all_invalid(path, labels[key], value_faults(labels[key]))
    return faults


def validate_annotations(annotations: Mapping[str, str] | None, path: str) -> Faults:
    """The faults of annotations: keys as those of labels, 256 KiB altogether."""
    faults: Faults = []
    if annotations:
        for key in sorted(annotations):
            faults += all_invalid(path, key, key_faults(key.lower()))
        if sum(_size(k) + _size(v) for k, v in annotations.items()) > ANNOTATIONS_BYTES:
            faults.append(too_long(path, ANNOTATIONS_BYTES))
    return faults


def non_negative(value: int | None, path: str) -> Faults:
    """A fault for a number below zero."""
    if value is None or value >= 0:
        return []
    return [invalid(path, value, "must be greater than or equal to 0")]


def legacy_finalizer_faults(finalizer: str, path: str) -> Faults:
    """A fault for a finalizer without a domain that is none of the old ones."""
    if "/" in finalizer or finalizer in _LEGACY_FINALIZERS:
        return []
    detail = "name is neither a standard finalizer name nor is it fully qualified"
    return [invalid(path, finalizer, detail)]


def _validate_namespace(namespace: str | None, namespaced: bool) -> Faults:
    if not namespaced:
        return [forbidden("metadata.namespace", "not allowed on this type")] if namespace else []
    if not namespace:
        return [required("metadata.namespace")]
    return all_invalid("metadata.namespace", namespace, _namespace_faults(namespace))


def _validate_common(meta: dict[str, Any]) -> Faults:
    faults = validate_labels(meta.get("labels"), "metadata.labels")
    faults += validate_annotations(meta.get("annotations"), "metadata.annotations")
    owners = meta.get("ownerReferences")
    return faults + _validate_owners(owners) if owners else faults


def _validate_owners(owners: list[dict[str, Any]]) -> Faults:
    faults: Faults = []
    controller = ""
    for index, owner in enumerate(owners):
        faults += _validate_owner(owner, f"metadata.ownerReferences[{index}]")
        if not owner.get("controller"):
            continue
        this = f"{owner.get('kind', '')}/{owner.get('name', '')}"
        if controller:
            detail = (
                'Only one reference can have Controller set to true. Found "true" in references '
                f"for {controller} and {this}"
            )
            faults.append(invalid("metadata.ownerReferences", _owner_list(owners), detail))
        controller = controller or this
    return faults


def _validate_owner(owner: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    version = owner.get("apiVersion") or ""
    if version.count("/") > 1:
        detail = "must be <group>/<version> or <version>"
        faults.append(invalid(f"{path}.apiVersion", version, detail))
    for field in ("apiVersion", "kind", "name", "uid"):
        if not owner.get(field):
            faults.append(required(f"{path}.{field}", "must not be empty"))
    if version == "v1" and owner.get("kind") == "Event":
        detail = "/v1, Kind=Event is disallowed from being an owner"
        faults.append(invalid(path, _owner_text(owner), detail))
    return faults


def _owner_list(owners: list[dict[str, Any]]) -> Literal:
    return Literal("[" + ",".join(map(_owner_text, owners)) + "]")


def _owner_text(owner: dict[str, Any]) -> Literal:
    shown = [f'"{field}":{quote(owner.get(field, ""))}' for field in _OWNER_TEXTS]
    for field in ("controller", "blockOwnerDeletion"):
        if field in owner:
            shown.append(f'"{field}":{"true" if owner[field] else "false"}')
    return Literal("{" + ",".join(shown) + "}")


_OWNER_TEXTS: Final = ("apiVersion", "kind", "name", "uid")


def _validate_generation(before: dict[str, Any], after: dict[str, Any]) -> Faults:
    generation = after.get("generation") or 0
    faults = non_negative(generation, "metadata.generation")
    if generation < (before.get("generation") or 0):
        faults.append(invalid("metadata.generation", generation, "must not be decremented"))
    return faults


def _no_new_finalizers(before: dict[str, Any], after: dict[str, Any]) -> Faults:
    known = before.get("finalizers") or ()
    extra = sorted({name for name in after.get("finalizers") or () if name not in known})
    if not extra:
        return []
    shown = ", ".join(map(quote, extra))
    detail = (
        "no new finalizers can be added if the object is being deleted, found new finalizers "
        f"[]string{{{shown}}}"
    )
    return [forbidden("metadata.finalizers", detail)]


def _validate_legacy_finalizers(meta: dict[str, Any]) -> Faults:
    faults: Faults = []
    for index, finalizer in enumerate(meta.get("finalizers") or ()):
        faults += legacy_finalizer_faults(finalizer, f"metadata.finalizers[{index}]")
    return faults


def _validate_managers(meta: dict[str, Any]) -> Faults:
    faults: list[FieldError] = []
    for index, entry in enumerate(meta.get("managedFields") or ()):
        path = f"metadata.managedFields[{index}]"
        operation, kind = entry.get("operation", ""), entry.get("fieldsType", "")
        if not operation:
            faults.append(required(f"{path}.operation", "must not be empty"))
        elif operation not in ("Apply", "Update"):
            faults.append(not_supported(f"{path}.operation", operation, ("Apply", "Update")))
        if kind and kind != "FieldsV1":
            faults.append(invalid(f"{path}.fieldsType", kind, "must be `FieldsV1`"))
    return faults


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
