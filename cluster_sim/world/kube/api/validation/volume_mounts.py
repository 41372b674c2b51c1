"""Where containers find the volumes of their pod."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    invalid,
    not_found,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.paths import (
    validate_descending,
    validate_no_backsteps,
)

Mount = dict[str, Any]

_PROPAGATIONS: Final = ("Bidirectional", "HostToContainer", "None")
_RECURSIVE: Final = ("Disabled", "IfPossible", "Enabled")


def validate_mounts(
    container: dict[str, Any], volumes: dict[str, dict[str, Any]], path: str
) -> Faults:
    """The faults of ``volumeMounts``; ``volumes`` are the pod's sound ones by name."""
    faults: Faults = []
    seen: set[str] = set()
    devices = {d.get("name"): d.get("devicePath") for d in container.get("volumeDevices") or ()}
    for index, mount in enumerate(container.get("volumeMounts") or ()):
        here = f"{path}[{index}]"
        name, where = mount.get("name", ""), mount.get("mountPath", "")
        if not name:
            faults.append(required(f"{here}.name"))
        if name not in volumes:
            faults.append(not_found(f"{here}.name", name))
        if not where:
            faults.append(required(f"{here}.mountPath"))
        if where in seen:
            faults.append(invalid(f"{here}.mountPath", where, "must be unique"))
        seen.add(where)
        if devices:
            faults += _beside_devices(name, where, devices, here)
        faults += _validate_parts(mount, path, here)
        if mount.get("mountPropagation") is not None:
            faults += _validate_propagation(mount, container, path)
    return faults


def validate_devices(
    container: dict[str, Any], volumes: dict[str, dict[str, Any]], path: str
) -> Faults:
    """The faults of ``volumeDevices``."""
    faults: Faults = []
    names: set[str] = set()
    paths: set[str] = set()
    mounts = {m.get("name"): m.get("mountPath") for m in container.get("volumeMounts") or ()}
    for index, device in enumerate(container.get("volumeDevices") or ()):
        here = f"{path}[{index}]"
        name, where = device.get("name", ""), device.get("devicePath", "")
        faults += _device_name(name, names, volumes, here)
        if not where:
            faults.append(required(f"{here}.devicePath"))
        if where in paths:
            faults.append(invalid(f"{here}.devicePath", where, "must be unique"))
        if where and validate_no_backsteps(where, here):
            detail = "can not contain backsteps ('..')"
            faults.append(invalid(f"{here}.devicePath", where, detail))
        else:
            paths.add(where)
        if name in mounts:
            detail = "must not already exist in volumeMounts"
            faults.append(invalid(f"{here}.name", name, detail))
        if where in mounts.values():
            detail = "must not already exist as a path in volumeMounts"
            faults.append(invalid(f"{here}.devicePath", where, detail))
        names.add(name)
    return faults


def _device_name(
    name: str, seen: set[str], volumes: dict[str, dict[str, Any]], path: str
) -> Faults:
    faults = [] if name else [required(f"{path}.name")]
    if name and name in seen:
        faults.append(invalid(f"{path}.name", name, "must be unique"))
    volume = volumes.get(name)
    if volume is None:
        faults.append(not_found(f"{path}.name", name))
    elif "persistentVolumeClaim" not in volume and "ephemeral" not in volume:
        detail = (
            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"
        )
        faults.append(invalid(f"{path}.name", name, detail))
    return faults


def _beside_devices(name: str, where: str, devices: dict[Any, Any], path: str) -> Faults:
    faults = []
    if name in devices:
        detail = "must not already exist in volumeDevices"
        faults.append(invalid(f"{path}.name", name, detail))
    if where in devices.values():
        detail = "must not already exist as a path in volumeDevices"
        faults.append(invalid(f"{path}.mountPath", where, detail))
    return faults


def _validate_parts(mount: Mount, path: str, here: str) -> Faults:
    sub, expression = mount.get("subPath", ""), mount.get("subPathExpr", "")
    faults: Faults = []
    if sub:
        faults += validate_descending(sub, f"{path}.subPath")
    if expression:
        if sub:
            detail = "subPathExpr and subPath are mutually exclusive"
            faults.append(invalid(f"{here}.subPathExpr", expression, detail))
        faults += validate_descending(expression, f"{path}.subPathExpr")
    recursive = mount.get("recursiveReadOnly")
    if recursive is not None:
        faults += _validate_recursive(mount, recursive, f"{path}.recursiveReadOnly")
    return faults


def _validate_recursive(mount: Mount, recursive: str, path: str) -> Faults:
    if recursive not in _RECURSIVE:
        return [not_supported(path, recursive, _RECURSIVE)]
    if recursive == "Disabled":
        return []
    faults = []
    if not mount.get("readOnly"):
        faults.append(forbidden(path, "may only be specified when readOnly is true"))
    if mount.get("mountPropagation", "None") != "None":
        detail = "may only be specified when mountPropagation is None or not specified"
        faults.append(forbidden(path, detail))
    return faults


def _validate_propagation(mount: Mount, container: dict[str, Any], path: str) -> Faults:
    mode, here = mount["mountPropagation"], f"{path}.mountPropagation"
    if mode not in _PROPAGATIONS:
        return [not_supported(here, mode, _PROPAGATIONS)]
    privileged = (container.get("securityContext") or {}).get("privileged")
    if mode == "Bidirectional" and not privileged:
        detail = "Bidirectional mount propagation is available only to privileged containers"
        return [forbidden(here, detail)]
    return []
