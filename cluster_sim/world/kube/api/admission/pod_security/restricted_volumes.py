"""Only volumes that hold no more than the pod's own data (restricted)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security import host_path_volumes
from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    named,
    plural,
    quoted,
)

_ALLOWED = (
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image"),
    *("persistentVolumeClaim", "projected", "secret"),
)
# In the order in which upstream looks for them.
_RESTRICTED = (
    *("hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi"),
    *("glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc", "azureFile"),
    *("vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume"),
    *("scaleIO", "storageos"),
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    volumes = spec.get("volumes") or ()
    bad = [(each["name"], _kind(each)) for each in volumes if not _allowed(each)]
    if not bad:
        return None
    kinds = sorted({kind for _, kind in bad})
    use = "uses" if len(bad) == 1 else "use"
    told = f"{plural('restricted volume type', len(kinds))} {quoted(kinds)}"
    names = named("volume", [name for name, _ in bad])
    return Violation("restricted volume types", f"{names} {use} {told}")


def _allowed(volume: Part) -> bool:
    # A volume that names no source at all is an emptyDir once its defaults are filled in.
    return any(volume.get(kind) is not None for kind in _ALLOWED)


def _kind(volume: Part) -> str:
    present = (kind for kind in _RESTRICTED if volume.get(kind) is not None)
    return next(present, "unknown")


CHECK = Check("restrictedVolumes", RESTRICTED, (Version(0, _judge, (host_path_volumes.ID,)),))
