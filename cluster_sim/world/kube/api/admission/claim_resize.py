"""PersistentVolumeClaimResize: only claims whose class allows it may grow.

plugin/pkg/admission/storage/persistentvolume/resize/admission.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object, Resource

_CLASSES: Final = "storageclasses.storage.k8s.io"
_CLASS_ANNOTATION: Final = "volume.beta.kubernetes.io/storage-class"
_REFUSAL: Final = (
    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc "
    "must support resize"
)


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """Forbidden when a bound claim asks for more than its class lets it have."""
    if resource.key != "persistentvolumeclaims" or subresource:
        return
    if rank(_size(new)) <= rank(_size(old)):
        return
    if (old.get("status") or {}).get("phase") != "Bound" or not _may_grow(call, old):
        name = old["metadata"]["name"]
        why = _REFUSAL
        if (old.get("status") or {}).get("phase") != "Bound":
            why = "Only bound persistent volume claims can be expanded"
        raise errors.forbidden(resource.group, resource.plural, name, why)


def _size(claim: Object) -> Any:
    return ((claim["spec"].get("resources") or {}).get("requests") or {}).get("storage", "0")


def _may_grow(call: Call, claim: Object) -> bool:
    beta = (claim["metadata"].get("annotations") or {}).get(_CLASS_ANNOTATION)
    name = beta or claim["spec"].get("storageClassName")
    found = call.world.store.get(_CLASSES, "", name) if name else None
    return bool(found and found.get("allowVolumeExpansion"))
