"""The fields of a pod's spec that are kept but that nothing in the simulation acts on.

Every kind with a pod template names them with the template's path in front, so that the editor
and the table of limits say the same of all of them.
"""

from __future__ import annotations

from typing import Final

# Of one container, whichever list it is in.
_CONTAINER: Final = (
    "securityContext.appArmorProfile",
    "securityContext.capabilities",
    "securityContext.privileged",
    "securityContext.procMount",
    "securityContext.seLinuxOptions",
    "securityContext.seccompProfile",
    "securityContext.windowsOptions",
    "lifecycle.stopSignal",
    "resources.claims",
    "volumeDevices",
    "volumeMounts[].mountPropagation",
    "volumeMounts[].recursiveReadOnly",
)
_POD: Final = (
    "hostIPC",
    "hostPID",
    "hostUsers",
    "resourceClaims",
    "runtimeClassName",
    "securityContext.appArmorProfile",
    "securityContext.fsGroup",
    "securityContext.fsGroupChangePolicy",
    "securityContext.seLinuxChangePolicy",
    "securityContext.seLinuxOptions",
    "securityContext.seccompProfile",
    "securityContext.supplementalGroupsPolicy",
    "securityContext.sysctls",
    "securityContext.windowsOptions",
    "volumes[].awsElasticBlockStore",
    "volumes[].azureDisk",
    "volumes[].azureFile",
    "volumes[].cephfs",
    "volumes[].cinder",
    "volumes[].configMap.defaultMode",
    "volumes[].csi",
    "volumes[].emptyDir.medium",
    "volumes[].fc",
    "volumes[].flexVolume",
    "volumes[].flocker",
    "volumes[].gcePersistentDisk",
    "volumes[].gitRepo",
    "volumes[].glusterfs",
    "volumes[].image",
    "volumes[].iscsi",
    "volumes[].photonPersistentDisk",
    "volumes[].portworxVolume",
    "volumes[].projected.defaultMode",
    "volumes[].quobyte",
    "volumes[].rbd",
    "volumes[].scaleIO",
    "volumes[].secret.defaultMode",
    "volumes[].storageos",
    "volumes[].vsphereVolume",
)
_LISTS: Final = ("containers[]", "initContainers[]", "ephemeralContainers[]")


def pod_fields(prefix: str) -> tuple[str, ...]:
    """The paths with the path of the pod's spec in front: ``spec``, ``spec.template.spec``."""
    own = [f"{prefix}.{path}" for path in _POD]
    inner = [f"{prefix}.{place}.{path}" for place in _LISTS for path in _CONTAINER]
    return tuple(sorted((*own, *inner)))
