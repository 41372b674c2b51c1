"""What is behind a PersistentVolume: exactly one source (ValidatePersistentVolumeSpec)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation import volumes
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.paths import validate_no_backsteps

Spec = dict[str, Any]

_DRIVER_NAME_MAX: Final = 63
# In the order in which they are checked.
SOURCES: Final = (
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "glusterfs",
    "flocker",
    "nfs",
    "rbd",
    "quobyte",
    "cephfs",
    "iscsi",
    "cinder",
    "fc",
    "flexVolume",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "scaleIO",
    "local",
    "storageos",
    "csi",
)
_SECRETS: Final = (
    "controllerPublishSecretRef",
    "controllerExpandSecretRef",
    "nodePublishSecretRef",
    "nodeExpandSecretRef",
)


def source_of(spec: Spec) -> Spec:
    """The part of a PersistentVolume's spec that says what it is made of."""
    return {source: spec[source] for source in SOURCES if spec.get(source) is not None}


def validate_source(spec: Spec, path: str) -> Faults:
    """The faults of the source of a PersistentVolume's spec."""
    given = list(source_of(spec))
    if not given:
        return [required(path, "must specify a volume type")]
    first, *others = given
    check = _CHECKS.get(first)
    faults = check(spec[first], f"{path}.{first}") if check else volumes.asks(first, spec, path)
    detail = "may not specify more than 1 volume type"
    faults += [forbidden(f"{path}.{source}", detail) for source in others]
    if first == "local" and spec.get("nodeAffinity") is None:
        faults.append(required(f"{path}.nodeAffinity", "Local volume requires node affinity"))
    return faults


def validate_driver_name(name: str, path: str) -> Faults:
    """The faults of the name of a CSI driver."""
    faults = [] if name else [required(path)]
    if len(name) > _DRIVER_NAME_MAX:
        faults.append(too_long(path, _DRIVER_NAME_MAX))
    return faults + all_invalid(path, name, names.dns1123_subdomain(name.lower()))


def _validate_local(source: Spec, path: str) -> Faults:
    if not source.get("path"):
        return [required(f"{path}.path")]
    return validate_no_backsteps(source["path"], f"{path}.path")


def _validate_csi(source: Spec, path: str) -> Faults:
    faults = validate_driver_name(source.get("driver", ""), f"{path}.driver")
    if not source.get("volumeHandle"):
        faults.append(required(f"{path}.volumeHandle"))
    for field in _SECRETS:
        if source.get(field) is not None:
            faults += _validate_secret(source[field], f"{path}.{field}")
    return faults


def _validate_secret(reference: Spec, path: str) -> Faults:
    faults: Faults = []
    for field, check in (("name", names.dns1123_subdomain), ("namespace", names.dns1123_label)):
        value = reference.get(field)
        if value:
            faults += all_invalid(f"{path}.{field}", value, check(value))
        else:
            faults.append(required(f"{path}.{field}"))
    return faults


_CHECKS: Final[dict[str, Callable[[Spec, str], Faults]]] = {
    "hostPath": volumes.validate_host_path,
    "nfs": volumes.validate_nfs,
    "iscsi": volumes.validate_iscsi,
    "local": _validate_local,
    "csi": _validate_csi,
}
