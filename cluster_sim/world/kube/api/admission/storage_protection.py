"""StorageObjectInUseProtection: claims and volumes are not gone before nobody uses them.

plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource

CLAIM_FINALIZER: Final = "kubernetes.io/pvc-protection"
VOLUME_FINALIZER: Final = "kubernetes.io/pv-protection"
_FINALIZERS: Final = {
    "persistentvolumeclaims": CLAIM_FINALIZER,
    "persistentvolumes": VOLUME_FINALIZER,
}


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The claim or volume with the finalizer that protects it."""
    finalizer = _FINALIZERS.get(resource.key)
    meta = obj["metadata"]
    present = meta.get("finalizers") or []
    if finalizer is None or finalizer in present:
        return obj
    return {**obj, "metadata": {**meta, "finalizers": [*present, finalizer]}}
