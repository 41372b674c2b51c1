"""What becomes of a volume whose claim is gone: kept, emptied or deleted.

pkg/controller/volume/persistentvolume/pv_controller.go (reclaimVolume, recycleVolumeOperation,
deleteVolumeOperation). Volumes of external provisioners are deleted by those.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import PROVISIONED_BY, VOLUMES, annotation
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.persistent_volume_binding import (
    set_phase_with_event,
    tell,
    unbind,
)
from cluster_sim.world.kube.timings import SECOND, VOLUME_RESYNC

# The plugins inside the controller that can empty a volume (pkg/volume/hostpath, pkg/volume/nfs):
# a pod of its own runs "rm -rf" for some seconds.
_RECYCLABLE: Final = ("hostPath", "nfs")
_RECYCLING: Final = 6 * SECOND
_MEMORY: Final = "volumes being emptied"
# pkg/volume/hostpath/host_path.go: what the deleter may remove.
_TEMPORARY: Final = "/tmp/"


def reclaim(client: Client, volume: Object) -> int | None:
    """Do what the policy says; µs until the volume must be looked at again, if it must."""
    policy = volume["spec"].get("persistentVolumeReclaimPolicy")
    if policy == "Recycle":
        return _recycle(client, volume)
    if policy == "Delete" and not annotation(volume, PROVISIONED_BY):
        return _delete(client, volume)
    return None


def _recycle(client: Client, volume: Object) -> int | None:
    if not any(source in volume["spec"] for source in _RECYCLABLE):
        message = "No recycler plugin found for the volume!"
        set_phase_with_event(client, volume, "Failed", "VolumeFailedRecycle", message)
        return VOLUME_RESYNC
    due = client.world.remember(_MEMORY)
    uid, now = volume["metadata"]["uid"], client.world.now
    if uid not in due:
        due[uid] = now + _RECYCLING
    if now < due[uid]:
        return int(due[uid] - now)
    del due[uid]
    tell(client, volume, events.NORMAL, "VolumeRecycled", "Volume recycled")
    unbind(client, volume)
    return None


def _delete(client: Client, volume: Object) -> int | None:
    name = name_of(volume)
    path = (volume["spec"].get("hostPath") or {}).get("path")
    if path is None:
        message = (
            f'error getting deleter volume plugin for volume "{name}": '
            "no deletable volume plugin matched"
        )
    elif not path.startswith(_TEMPORARY):
        message = f"host_path deleter only supports /tmp/.+ but received provided {path}"
    else:
        client.delete(VOLUMES, "", name)
        return None
    set_phase_with_event(client, volume, "Failed", "VolumeFailedDelete", message)
    return VOLUME_RESYNC
