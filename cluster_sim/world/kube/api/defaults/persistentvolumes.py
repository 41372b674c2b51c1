"""Defaults of a PersistentVolume (pkg/apis/core/v1/defaults.go)."""

from __future__ import annotations

from functools import partial
from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_field
from cluster_sim.world.kube.api.defaults.volumes import default_volume

_SPEC: Final[Fields] = {"persistentVolumeReclaimPolicy": "Retain", "volumeMode": "Filesystem"}
_SOURCES: Final = ("hostPath", "iscsi", "rbd", "azureDisk", "scaleIO")


def default_volume_object(volume: Fields) -> Fields:
    """The PersistentVolume with its defaults: kept when its claim goes, with a file system."""
    given, status = volume.get("spec") or {}, volume.get("status") or {}
    spec = filled(given, _SPEC)
    for source in _SOURCES:
        spec = with_field(spec, source, partial(_default_source, source))
    filled_status = filled(status, {"phase": "Pending"})
    if spec is given and filled_status is status:
        return volume
    return {**volume, "spec": spec, "status": filled_status}


def _default_source(source: str, fields: Fields) -> Fields:
    found: Fields = default_volume({source: fields})[source]
    return found
