"""DefaultStorageClass: a claim that names no class gets the cluster's default one.

plugin/pkg/admission/storage/storageclass/setdefault/admission.go and
pkg/volume/util/storageclass.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.tables.storageclasses import is_default

_CLASSES: Final = "storageclasses.storage.k8s.io"
_CLASS_ANNOTATION: Final = "volume.beta.kubernetes.io/storage-class"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The claim with its class; whatever says a class, even an empty one, stays as it is."""
    if resource.key != "persistentvolumeclaims":
        return obj
    if obj["spec"].get("storageClassName") is not None:
        return obj
    if _CLASS_ANNOTATION in (obj["metadata"].get("annotations") or {}):
        return obj
    default = default_class(call.world.store)
    if default is None:
        return obj
    return {**obj, "spec": {**obj["spec"], "storageClassName": name_of(default)}}


def default_class(store: Store) -> Object | None:
    """The class of claims that name none: the newest default one, of equals the first by name."""
    found = sorted(filter(is_default, store.all(_CLASSES)), key=name_of)
    newest = max((each["metadata"]["creationTimestamp"] for each in found), default="")
    for each in found:
        if each["metadata"]["creationTimestamp"] == newest:
            return each
    return None
