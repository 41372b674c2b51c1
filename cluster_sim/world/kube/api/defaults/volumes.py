"""Defaults of a volume: SetDefaults_Volume and those of its sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api.defaults.containers import (
    default_reference,
    pull_policy,
)
from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each, with_field

# 0644, as it is printed.
_FILE_MODE: Final = 420
_TOKEN_SECONDS: Final = 3600
_SOURCES: Final[dict[str, Fields]] = {
    "secret": {"defaultMode": _FILE_MODE},
    "configMap": {"defaultMode": _FILE_MODE},
    "iscsi": {"iscsiInterface": "default"},
    "rbd": {"pool": "rbd", "user": "admin", "keyring": "/etc/ceph/keyring"},
    "azureDisk": {
        "cachingMode": "ReadWrite",
        "kind": "Shared",
        "fsType": "ext4",
        "readOnly": False,
    },
    "scaleIO": {"storageMode": "ThinProvisioned", "fsType": "xfs"},
}


def default_volume(volume: Fields) -> Fields:
    """A volume with the defaults of its source; one without a source is an empty directory."""
    if not any(field != "name" for field in volume):
        return {**volume, "emptyDir": {}}
    for name, defaults in _SOURCES.items():
        if name in volume:
            volume = {**volume, name: filled(volume[name], defaults)}
    for name, change in _CHANGES.items():
        volume = with_field(volume, name, change)
    return volume


def _host_path(source: Fields) -> Fields:
    return source if "type" in source else {**source, "type": ""}


def _image(source: Fields) -> Fields:
    return filled(source, {"pullPolicy": pull_policy(source.get("reference") or "")})


def _downward(source: Fields) -> Fields:
    return with_each(filled(source, {"defaultMode": _FILE_MODE}), "items", default_reference)


def _projected(source: Fields) -> Fields:
    source = filled(source, {"defaultMode": _FILE_MODE})
    return with_each(source, "sources", _projection)


def _projection(part: Any) -> Any:
    seconds = {"expirationSeconds": _TOKEN_SECONDS}
    part = with_field(part, "serviceAccountToken", lambda token: filled(token, seconds))
    return with_field(part, "downwardAPI", lambda api: with_each(api, "items", default_reference))


def _ephemeral(source: Fields) -> Fields:
    return with_field(source, "volumeClaimTemplate", _claim_template)


def _claim_template(template: Fields) -> Fields:
    return with_field(template, "spec", lambda spec: filled(spec, {"volumeMode": "Filesystem"}))


_CHANGES: Final[dict[str, Callable[[Fields], Fields]]] = {
    "hostPath": _host_path,
    "image": _image,
    "downwardAPI": _downward,
    "projected": _projected,
    "ephemeral": _ephemeral,
}
