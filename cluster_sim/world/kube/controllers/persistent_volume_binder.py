"""PersistentVolume controller: brings claims and volumes together, and takes volumes back.

pkg/controller/volume/persistentvolume/pv_controller.go. What waits is looked at again at every
resync, which is when the real controller repeats its events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.admission.default_storage_class import default_class
from cluster_sim.world.kube.api.meta import full_name, name_of, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import (
    BETA_STORAGE_PROVISIONER,
    BIND_COMPLETED,
    CLAIMS,
    CLASS_ANNOTATION,
    CLASSES,
    PROVISIONED_BY,
    SELECTED_NODE,
    STORAGE_PROVISIONER,
    VOLUMES,
    annotated,
    annotation,
    class_of,
    is_delayed,
    is_for,
    referenced,
    users_of,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.persistent_volume_binding import (
    NAME,
    bind,
    lose_claim,
    set_claim_status,
    set_phase,
    tell,
    unbind,
)
from cluster_sim.world.kube.controllers.persistent_volume_matching import best_match, mismatch
from cluster_sim.world.kube.controllers.persistent_volume_reclaim import reclaim
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import VOLUME_RESYNC

# Queue keys of volumes; those of claims have a slash inside.
_VOLUME: Final = "volume "
_IN_TREE: Final = "kubernetes.io/"
# Provisioners that once were part of Kubernetes, and the drivers that have their work now
# (csi-translation-lib/plugins).
_MIGRATED: Final = {
    "kubernetes.io/aws-ebs": "ebs.csi.aws.com",
    "kubernetes.io/azure-disk": "disk.csi.azure.com",
    "kubernetes.io/azure-file": "file.csi.azure.com",
    "kubernetes.io/cinder": "cinder.csi.openstack.org",
    "kubernetes.io/gce-pd": "pd.csi.storage.gke.io",
    "kubernetes.io/portworx-volume": "pxd.portworx.com",
    "kubernetes.io/vsphere-volume": "csi.vsphere.vmware.com",
}


def _of_claim(world: World, change: Change) -> Iterator[str]:
    claim = change.new or change.old
    if claim is not None and change.new is not None:
        yield full_name(claim)
    elif claim is not None and claim["spec"].get("volumeName"):
        yield f"{_VOLUME}{claim['spec']['volumeName']}"


def _of_volume(world: World, change: Change) -> Iterator[str]:
    volume = change.new or change.old
    if volume is None:
        return
    if change.new is not None:
        yield f"{_VOLUME}{name_of(volume)}"
    if referenced(volume):
        yield referenced(volume)


def _sync(client: Client, key: str) -> int | None:
    if key.startswith(_VOLUME):
        volume = client.world.store.get(VOLUMES, "", key.removeprefix(_VOLUME))
        return None if volume is None else _sync_volume(client, volume)
    claim = client.world.store.get(CLAIMS, *split_name(key))
    if claim is None:
        return None
    claim = _with_default_class(client, claim)
    if annotation(claim, BIND_COMPLETED):
        _sync_bound(client, claim)
        return None
    return _sync_unbound(client, claim)


def _with_default_class(client: Client, claim: Object) -> Object:
    """A claim older than the default class gets it now (assignDefaultStorageClass)."""
    if claim["spec"].get("storageClassName") is not None or annotation(claim, CLASS_ANNOTATION):
        return claim
    default = default_class(client.world.store)
    if claim["spec"].get("volumeName") or default is None:
        return claim
    spec = {**claim["spec"], "storageClassName": name_of(default)}
    return client.update(CLAIMS, namespace_of(claim), {**claim, "spec": spec})


def _sync_unbound(client: Client, claim: Object) -> int | None:
    if claim["spec"].get("volumeName"):
        return _sync_asking_for_one(client, claim)
    store = client.world.store
    delayed = is_delayed(store, claim)
    volume = best_match(store, claim, delayed=delayed)
    if volume is not None:
        bind(client, volume, claim)
        return None
    if delayed and not annotation(claim, SELECTED_NODE):
        _tell_what_is_waited_for(client, claim)
    elif class_of(claim):
        return _provision(client, claim)
    else:
        message = "no persistent volumes available for this claim and no storage class is set"
        tell(client, claim, events.NORMAL, "FailedBinding", message)
    set_claim_status(client, claim, "Pending", None)
    return VOLUME_RESYNC


def _sync_asking_for_one(client: Client, claim: Object) -> int | None:
    """The claim names its volume."""
    name = claim["spec"]["volumeName"]
    volume = client.world.store.get(VOLUMES, "", name)
    if volume is None:
        set_claim_status(client, claim, "Pending", None)
        return VOLUME_RESYNC
    if volume["spec"].get("claimRef") is None:
        problem = mismatch(volume, claim)
        if not problem:
            bind(client, volume, claim)
            return None
        message = f'Cannot bind to requested volume "{name}": {problem}'
        tell(client, claim, events.WARNING, "VolumeMismatch", message)
    elif is_for(volume, claim):
        bind(client, volume, claim)
        return None
    else:
        message = f'volume "{name}" already bound to a different claim.'
        tell(client, claim, events.WARNING, "FailedBinding", message)
    set_claim_status(client, claim, "Pending", None)
    return VOLUME_RESYNC


def _tell_what_is_waited_for(client: Client, claim: Object) -> None:
    """For a pod, or for the scheduler (emitEventForUnboundDelayBindingClaim)."""
    waiting = [
        name_of(pod)
        for pod in users_of(client.world.store, claim)
        if not pod["spec"].get("nodeName") and not is_finished(pod)
    ]
    reason, message = "WaitForPodScheduled", f"waiting for pods {','.join(waiting)} to be scheduled"
    if len(waiting) == 1:
        message = f"waiting for pod {waiting[0]} to be scheduled"
    if not waiting:
        reason = "WaitForFirstConsumer"
        message = "waiting for first consumer to be created before binding"
    tell(client, claim, events.NORMAL, reason, message)


def _provision(client: Client, claim: Object) -> int | None:
    """Ask the class's provisioner for a volume (provisionClaimOperationExternal)."""
    name = class_of(claim)
    storage_class = client.world.store.get(CLASSES, "", name)
    if storage_class is None:
        message = f'storageclass.storage.k8s.io "{name}" not found'
        tell(client, claim, events.WARNING, "ProvisioningFailed", message)
        return VOLUME_RESYNC
    named = str(storage_class["provisioner"])
    provisioner = _MIGRATED.get(named, named)
    if provisioner.startswith(_IN_TREE):
        message = f"no volume plugin matched name: {provisioner}"
        tell(client, claim, events.WARNING, "ProvisioningFailed", message)
        return VOLUME_RESYNC
    asked = {BETA_STORAGE_PROVISIONER: provisioner, STORAGE_PROVISIONER: provisioner}
    if any(annotation(claim, key) != text for key, text in asked.items()):
        claim = client.update(CLAIMS, namespace_of(claim), annotated(claim, asked))
    message = (
        "Waiting for a volume to be created either by the external provisioner "
        f"'{provisioner}' or manually by the system administrator. If volume creation is delayed, "
        "please verify that the provisioner is running and correctly registered."
    )
    tell(client, claim, events.NORMAL, "ExternalProvisioning", message)
    return VOLUME_RESYNC


def _sync_bound(client: Client, claim: Object) -> None:
    name = claim["spec"].get("volumeName")
    volume = client.world.store.get(VOLUMES, "", name) if name else None
    if volume is None:
        what = "its" if name else "reference to"
        message = f"Bound claim has lost {what} PersistentVolume. Data on the volume is lost!"
        lose_claim(client, claim, "ClaimLost", message)
        return
    reference = volume["spec"].get("claimRef")
    if reference is None or reference.get("uid") in (None, "", claim["metadata"]["uid"]):
        bind(client, volume, claim)
        return
    message = "Two claims are bound to the same volume, this one is bound incorrectly"
    lose_claim(client, claim, "ClaimMisbound", message)


def _sync_volume(client: Client, volume: Object) -> int | None:
    reference = volume["spec"].get("claimRef")
    if reference is None or not reference.get("uid"):
        set_phase(client, volume, "Available")
        _wake_claims(client, volume)
        return None
    claim = client.world.store.get(CLAIMS, *split_name(referenced(volume)))
    if claim is None or claim["metadata"]["uid"] != reference["uid"]:
        return _release(client, volume)
    name = claim["spec"].get("volumeName")
    if name == name_of(volume):
        set_phase(client, volume, "Bound")
    elif not name:
        CONTROLLER.queue.add(client.world, full_name(claim), 0)
    elif annotation(volume, PROVISIONED_BY) and _is_deleted_with_claim(volume):
        return _release(client, volume)
    else:
        unbind(client, volume)
    return None


def _wake_claims(client: Client, volume: Object) -> None:
    """A volume that anybody may have: the claims of its class look at once, not at the resync.

    The real ones wait for up to 15 s (resyncPeriod), and here too unless somebody waits for
    this very volume.
    """
    if referenced(volume):
        CONTROLLER.queue.add(client.world, referenced(volume), 0)


def _is_deleted_with_claim(volume: Object) -> bool:
    return bool(volume["spec"].get("persistentVolumeReclaimPolicy") == "Delete")


def _release(client: Client, volume: Object) -> int | None:
    if (volume.get("status") or {}).get("phase") not in ("Released", "Failed"):
        volume = set_phase(client, volume, "Released")
    return reclaim(client, volume)


CONTROLLER = Controller(NAME, {CLAIMS: _of_claim, VOLUMES: _of_volume}, _sync)
