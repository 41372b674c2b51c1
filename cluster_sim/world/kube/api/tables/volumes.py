"""What volumes and claims have in common in their tables (component-helpers/storage/volume)."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Object

_SHORT_MODES = {
    "ReadWriteOnce": "RWO",
    "ReadOnlyMany": "ROX",
    "ReadWriteMany": "RWX",
    "ReadWriteOncePod": "RWOP",
}
_CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class"


def access_modes(part: Object) -> str:
    """``RWO,ROX``: the modes of a spec or status, each once, always in the same order."""
    modes = part.get("accessModes") or []
    return ",".join(short for mode, short in _SHORT_MODES.items() if mode in modes)


def capacity(part: Object) -> str:
    """The storage of a spec's or status' capacity; ``0`` when it names none."""
    return quantity.canonical((part.get("capacity") or {}).get("storage", "0"))


def storage_class(obj: Object) -> str:
    """The class of a volume or claim: the old annotation wins over the field."""
    annotations = obj["metadata"].get("annotations") or {}
    named = obj.get("spec", {}).get("storageClassName")
    return str(annotations.get(_CLASS_ANNOTATION, named or ""))
