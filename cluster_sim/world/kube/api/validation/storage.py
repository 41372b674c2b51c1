"""The group storage.k8s.io (pkg/apis/storage/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    Literal,
    all_invalid,
    duplicate,
    forbidden,
    immutable,
    invalid,
    not_supported,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import (
    key_faults,
    non_negative,
    validate_meta,
    validate_meta_update,
    value_faults,
)
from cluster_sim.world.kube.api.validation.volume_sources import validate_driver_name

Spec = dict[str, Any]

_POLICIES: Final = ("Delete", "Retain")
_BINDING_MODES: Final = ("Immediate", "WaitForFirstConsumer")
_PARAMETERS_MAX: Final = 512
_PARAMETERS_BYTES: Final = 256 * 1024
_GROUP_POLICIES: Final = ("File", "None", "ReadWriteOnceWithFSType")
_LIFECYCLES: Final = ("Ephemeral", "Persistent")


def validate_storage_class(storage_class: Object) -> Faults:
    """The faults of a new StorageClass."""
    faults = validate_meta(storage_class, False, names.dns1123_subdomain)
    provisioner = storage_class.get("provisioner", "")
    if not provisioner:
        faults.append(required("provisioner"))
    else:
        details = names.qualified_name(provisioner.lower())
        faults += all_invalid("provisioner", provisioner, details)
    faults += _validate_parameters(storage_class.get("parameters"), "parameters")
    policy, mode = storage_class.get("reclaimPolicy"), storage_class.get("volumeBindingMode")
    if policy and policy not in _POLICIES:
        faults.append(not_supported("reclaimPolicy", policy, _POLICIES))
    if mode not in _BINDING_MODES:
        faults.append(not_supported("volumeBindingMode", mode, _BINDING_MODES))
    for index, term in enumerate(storage_class.get("allowedTopologies") or ()):
        faults += _validate_topology(term, f"allowedTopologies[{index}]")
    return faults


def validate_storage_class_update(old: Object, new: Object) -> Faults:
    """The faults of a changed StorageClass: hardly anything of it may change."""
    faults = validate_meta_update(old, new)
    for field in ("parameters", "provisioner", "reclaimPolicy"):
        if (old.get(field) or None) != (new.get(field) or None):
            faults.append(forbidden(field, f"updates to {field} are forbidden."))
    mode = "volumeBindingMode"
    return faults + immutable(mode, new.get(mode), old.get(mode))


def validate_attributes_class(attributes: Object) -> Faults:
    """The faults of a new VolumeAttributesClass."""
    faults = validate_meta(attributes, False, names.dns1123_subdomain)
    faults += validate_driver_name(attributes.get("driverName", ""), "driverName")
    if not attributes.get("parameters"):
        detail = "must contain at least one attribute/value pair"
        return [*faults, required("parameters", detail)]
    return faults + _validate_parameters(attributes["parameters"], "parameters")


def validate_attributes_class_update(old: Object, new: Object) -> Faults:
    """The faults of a changed VolumeAttributesClass."""
    faults = validate_meta_update(old, new)
    for field in ("driverName", "parameters"):
        if old.get(field) != new.get(field):
            faults.append(forbidden(field, f"updates to {field} are forbidden."))
    return faults


def validate_csi_driver(driver: Object) -> Faults:
    """The faults of a new CSIDriver."""
    faults = validate_meta(driver, False, names.dns1123_subdomain)
    name, spec = (driver.get("metadata") or {}).get("name", ""), driver.get("spec") or {}
    faults += [found for found in validate_driver_name(name, "name") if found.field == "name"]
    policy = spec.get("fsGroupPolicy")
    if policy not in _GROUP_POLICIES:
        faults.append(not_supported("spec.fsGroupPolicy", policy, _GROUP_POLICIES))
    here = "spec.volumeLifecycleModes"
    modes = spec.get("volumeLifecycleModes") or []
    return faults + [not_supported(here, m, _LIFECYCLES) for m in modes if m not in _LIFECYCLES]


def validate_csi_driver_update(old: Object, new: Object) -> Faults:
    """The faults of a changed CSIDriver."""
    faults = validate_meta_update(old, new)
    for field in ("attachRequired", "volumeLifecycleModes"):
        before, after = old["spec"].get(field), new["spec"].get(field)
        faults += immutable(f"spec.{field}", after, before)
    return faults


def validate_csi_node(node: Object) -> Faults:
    """The faults of a new CSINode."""
    faults = validate_meta(node, False, names.dns1123_subdomain)
    return faults + _validate_drivers(node)


def validate_csi_node_update(old: Object, new: Object) -> Faults:
    """The faults of a changed CSINode."""
    return validate_meta_update(old, new) + _validate_drivers(new)


def validate_attachment(attachment: Object) -> Faults:
    """The faults of a new VolumeAttachment."""
    faults = validate_meta(attachment, False, names.dns1123_subdomain)
    spec = attachment.get("spec") or {}
    attacher, source = spec.get("attacher", ""), spec.get("source") or {}
    faults += validate_driver_name(attacher, "spec.attacher")
    given = [f for f in ("inlineVolumeSpec", "persistentVolumeName") if source.get(f) is not None]
    detail = "must specify exactly one of inlineVolumeSpec and persistentVolumeName"
    if len(given) == 2:
        faults.append(forbidden("spec.source", detail))
    elif not given or source.get("persistentVolumeName") == "":
        faults.append(required("spec.source", detail))
    node = spec.get("nodeName", "")
    return faults + all_invalid("spec.nodeName", node, names.dns1123_subdomain(node))


def validate_attachment_update(old: Object, new: Object) -> Faults:
    """The faults of a changed VolumeAttachment."""
    faults = validate_meta_update(old, new)
    if old["spec"] == new["spec"]:
        return faults
    return [*faults, invalid("spec", Literal(json_text(new["spec"])), IMMUTABLE)]


def validate_capacity(capacity: Object) -> Faults:
    """The faults of a new CSIStorageCapacity."""
    faults = validate_meta(capacity, True, names.dns1123_subdomain)
    faults += validate_label_selector(capacity.get("nodeTopology"), "nodeTopology")
    name = capacity.get("storageClassName", "")
    faults += all_invalid("storageClassName", name, names.dns1123_subdomain(name))
    for field in ("capacity", "maximumVolumeSize"):
        if capacity.get(field) is not None and quantity.parse(capacity[field]).mantissa < 0:
            shown = quantity.canonical(capacity[field])
            faults.append(invalid(field, shown, "must be greater than or equal to 0"))
    return faults


def validate_capacity_update(old: Object, new: Object) -> Faults:
    """The faults of a changed CSIStorageCapacity."""
    faults = validate_meta_update(old, new)
    for field in ("nodeTopology", "storageClassName"):
        faults += immutable(field, new.get(field), old.get(field))
    return faults


def _validate_parameters(parameters: dict[str, str] | None, path: str) -> Faults:
    if not parameters:
        return []
    if len(parameters) > _PARAMETERS_MAX:
        return [too_long(path, _PARAMETERS_MAX)]
    faults = [invalid(path, key, "field can not be empty.") for key in parameters if not key]
    if sum(len(f"{k}{v}".encode()) for k, v in parameters.items()) > _PARAMETERS_BYTES:
        faults.append(too_long(path, _PARAMETERS_BYTES))
    return faults


def _validate_topology(term: Spec, path: str) -> Faults:
    faults: Faults = []
    known: list[str] = []
    for index, asked in enumerate(term.get("matchLabelExpressions") or ()):
        here, key = f"{path}.matchLabelExpressions[{index}]", asked.get("key", "")
        if not asked.get("values"):
            faults.append(required(f"{here}.values"))
        for place, value in enumerate(asked.get("values") or ()):
            faults += all_invalid(f"{here}.values[{place}]", value, value_faults(value))
        faults += all_invalid(f"{here}.key", key, key_faults(key))
        if key in known:
            faults.append(duplicate(f"{here}.key", key))
        known.append(key)
    return faults


def _validate_drivers(node: Object) -> Faults:
    faults: Faults = []
    known: list[str] = []
    for index, driver in enumerate((node.get("spec") or {}).get("drivers") or ()):
        here, name = f"spec.drivers[{index}]", driver.get("name", "")
        faults += validate_driver_name(name, f"{here}.name")
        if not driver.get("nodeID"):
            faults.append(required(f"{here}.nodeID"))
        if name in known:
            faults.append(duplicate(f"{here}.name", name))
        known.append(name)
        for key in driver.get("topologyKeys") or ():
            faults += all_invalid(f"{here}.topologyKeys", key, key_faults(key))
        count = (driver.get("allocatable") or {}).get("count")
        faults += non_negative(count, f"{here}.allocatable.count")
    return faults
