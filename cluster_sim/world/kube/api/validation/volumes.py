"""Volumes of pods: each has a name and exactly one source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_annotations,
    validate_labels,
)
from cluster_sim.world.kube.api.validation.paths import (
    validate_descending,
    validate_mode,
    validate_no_backsteps,
)
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import validate_claim_spec
from cluster_sim.world.kube.api.validation.projections import (
    validate_downward_item,
    validate_key_to_path,
    validate_projected,
)

Volume = dict[str, Any]

# In the order in which they are checked.
SOURCES: Final = (
    "emptyDir",
    "hostPath",
    "gitRepo",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "secret",
    "nfs",
    "iscsi",
    "glusterfs",
    "flocker",
    "persistentVolumeClaim",
    "rbd",
    "cinder",
    "cephfs",
    "quobyte",
    "downwardAPI",
    "fc",
    "flexVolume",
    "configMap",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "storageos",
    "projected",
    "scaleIO",
    "csi",
    "ephemeral",
    "image",
)
_ORDER: Final = {source: number for number, source in enumerate(SOURCES)}
_HOST_PATH_TYPES: Final = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)
_PULL_POLICIES: Final = ("Always", "IfNotPresent", "Never")


def validate_volumes(volumes: list[Volume], path: str) -> tuple[dict[str, Volume], Faults]:
    """The sound volumes by name, and the faults of the others."""
    sound: dict[str, Volume] = {}
    faults: Faults = []
    for index, volume in enumerate(volumes):
        here = f"{path}[{index}]"
        found = _validate_source(volume, here)
        name = volume.get("name") or ""
        if not name:
            found.append(required(f"{here}.name"))
        else:
            found += all_invalid(f"{here}.name", name, names.dns1123_label(name))
        if name in sound:
            found.append(duplicate(f"{here}.name", name))
        if found:
            faults += found
        else:
            sound[name] = volume
    return sound, faults


def _validate_source(volume: Volume, path: str) -> Faults:
    given = [source for source in volume if source in _ORDER and volume[source] is not None]
    if not given:
        return [required(path, "must specify a volume type")]
    first, *others = sorted(given, key=_ORDER.__getitem__)
    check = _CHECKS.get(first)
    faults = check(volume[first], f"{path}.{first}") if check else asks(first, volume, path)
    detail = "may not specify more than 1 volume type"
    return faults + [forbidden(f"{path}.{source}", detail) for source in others]


# Sources that only ask for some texts.
_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "gcePersistentDisk": ("pdName",),
    "awsElasticBlockStore": ("volumeID",),
    "glusterfs": ("endpoints", "path"),
    "persistentVolumeClaim": ("claimName",),
    "cinder": ("volumeID",),
    "flexVolume": ("driver",),
    "azureFile": ("secretName", "shareName"),
    "vsphereVolume": ("volumePath",),
    "photonPersistentDisk": ("pdID",),
    "portworxVolume": ("volumeID",),
    "azureDisk": ("diskName", "diskURI"),
    "storageos": ("volumeName",),
    "quobyte": ("registry", "volume"),
    "scaleIO": ("gateway", "system", "volumeName"),
}


def asks(source: str, volume: Volume, path: str) -> Faults:
    """The texts that a source asks for and does not have."""
    fields = _ASKED.get(source, ())
    return [required(f"{path}.{source}.{f}") for f in fields if not volume[source].get(f)]


def _validate_empty_dir(source: Volume, path: str) -> Faults:
    limit = source.get("sizeLimit")
    if limit is None or quantity.parse(limit).mantissa >= 0:
        return []
    detail = "SizeLimit field must be a valid resource quantity"
    return [forbidden(f"{path}.sizeLimit", detail)]


def validate_host_path(source: Volume, path: str) -> Faults:
    """The faults of a directory or file of the node."""
    text, kind = source.get("path"), source.get("type", "")
    if not text:
        return [required(f"{path}.path")]
    faults = validate_no_backsteps(text, f"{path}.path")
    if kind not in _HOST_PATH_TYPES:
        faults.append(not_supported(f"{path}.type", kind, _HOST_PATH_TYPES))
    return faults


def _validate_git(source: Volume, path: str) -> Faults:
    faults = [] if source.get("repository") else [required(f"{path}.repository")]
    return faults + validate_descending(source.get("directory", ""), f"{path}.directory")


def validate_nfs(source: Volume, path: str) -> Faults:
    """The faults of an NFS export."""
    faults = [required(f"{path}.{f}") for f in ("server", "path") if not source.get(f)]
    if source.get("path") and not source["path"].startswith("/"):
        faults.append(invalid(f"{path}.path", source["path"], "must be an absolute path"))
    return faults


def validate_iscsi(source: Volume, path: str) -> Faults:
    """The faults of an iSCSI disk."""
    faults = [required(f"{path}.{f}") for f in ("targetPortal", "iqn") if not source.get(f)]
    iqn, lun = source.get("iqn", ""), source.get("lun", 0)
    if iqn and not iqn.startswith(("iqn", "eui", "naa")):
        detail = "must be valid format starting with iqn, eui, or naa"
        faults.append(invalid(f"{path}.iqn", iqn, detail))
    return faults + all_invalid(f"{path}.lun", lun, names.in_range(lun, 0, 255))


def _validate_secret(source: Volume, path: str) -> Faults:
    faults = [] if source.get("secretName") else [required(f"{path}.secretName")]
    return faults + _validate_items(source, path)


def _validate_config_map(source: Volume, path: str) -> Faults:
    faults = [] if source.get("name") else [required(f"{path}.name")]
    return faults + _validate_items(source, path)


def _validate_items(source: Volume, path: str) -> Faults:
    faults = validate_mode(source.get("defaultMode"), f"{path}.defaultMode")
    for index, item in enumerate(source.get("items") or ()):
        faults += validate_key_to_path(item, f"{path}.items[{index}]")
    return faults


def _validate_downward(source: Volume, path: str) -> Faults:
    faults = validate_mode(source.get("defaultMode"), f"{path}.defaultMode")
    for item in source.get("items") or ():
        faults += validate_downward_item(item, path)
    return faults


def _validate_projected(source: Volume, path: str) -> Faults:
    faults = validate_mode(source.get("defaultMode"), f"{path}.defaultMode")
    return faults + validate_projected(source, path)


def _validate_csi(source: Volume, path: str) -> Faults:
    driver = source.get("driver")
    if not driver:
        return [required(f"{path}.driver")]
    faults = names.dns1123_subdomain(driver.lower())
    return all_invalid(f"{path}.driver", driver, faults)


def _validate_ephemeral(source: Volume, path: str) -> Faults:
    template, here = source.get("volumeClaimTemplate"), f"{path}.volumeClaimTemplate"
    if template is None:
        return [required(here)]
    meta = template.get("metadata") or {}
    faults = validate_annotations(meta.get("annotations"), f"{here}.metadata.annotations")
    faults += validate_labels(meta.get("labels"), f"{here}.metadata.labels")
    return faults + validate_claim_spec(template.get("spec") or {}, f"{here}.spec")


def _validate_image(source: Volume, path: str) -> Faults:
    faults = [] if source.get("reference") else [required(f"{path}.reference")]
    policy = source.get("pullPolicy", "")
    if policy not in _PULL_POLICIES:
        faults.append(not_supported(f"{path}.pullPolicy", policy, _PULL_POLICIES))
    return faults


_CHECKS: Final[dict[str, Callable[[Volume, str], Faults]]] = {
    "emptyDir": _validate_empty_dir,
    "hostPath": validate_host_path,
    "gitRepo": _validate_git,
    "secret": _validate_secret,
    "nfs": validate_nfs,
    "iscsi": validate_iscsi,
    "downwardAPI": _validate_downward,
    "configMap": _validate_config_map,
    "projected": _validate_projected,
    "csi": _validate_csi,
    "ephemeral": _validate_ephemeral,
    "image": _validate_image,
}
