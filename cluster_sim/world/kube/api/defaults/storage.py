"""Defaults of the group storage.k8s.io (pkg/apis/storage/v1/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled

_CLASS: Final[Fields] = {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"}
_DRIVER: Final[Fields] = {
    "attachRequired": True,
    "fsGroupPolicy": "ReadWriteOnceWithFSType",
    "podInfoOnMount": False,
    "requiresRepublish": False,
    "seLinuxMount": False,
    "storageCapacity": False,
    "volumeLifecycleModes": ["Persistent"],
}


def default_storage_class(storage_class: Fields) -> Fields:
    """The StorageClass with its defaults."""
    return filled(storage_class, _CLASS)


def default_csi_driver(driver: Fields) -> Fields:
    """The CSIDriver with its defaults."""
    given = driver.get("spec") or {}
    spec = filled(given, _DRIVER)
    return driver if spec is given else {**driver, "spec": spec}
