"""Attach/detach controller: volumes follow the pods that use them from node to node.

pkg/controller/volume/attachdetach (reconciler, populator, util) and pkg/volume/csi/csi_attacher.go.
It only asks: a VolumeAttachment is carried out by the driver's attacher. A volume is taken from a
node when the node no longer says that it uses it, when the node is out of service, or when an
unhealthy node has not said so for six minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import (
    ATTACHMENTS,
    CLAIMS,
    PODS,
    VOLUMES,
    claims_of,
    driver_of,
    is_bound,
    needs_attachment,
    referenced,
    unique_name,
    volume_of,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.indexes import CLAIM, NODE, VOLUME
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import ATTACH_TIMEOUT, FORCE_DETACH_AFTER

NAME: Final = "attachdetach-controller"
OUT_OF_SERVICE: Final = "node.kubernetes.io/out-of-service"
_WAITING: Final = "volumes to detach"
_TOLD: Final = "volumes told of"
_SHARED: Final = ("ReadOnlyMany", "ReadWriteMany")


def attachment_name(volume: Object, node: str) -> str:
    """The name of the VolumeAttachment of a volume and a node (getAttachmentName)."""
    csi = volume["spec"]["csi"]
    text = f"{csi['volumeHandle']}{csi['driver']}{node}"
    return f"csi-{sha256(text.encode()).hexdigest()}"


def _of_pod(world: World, change: Change) -> Iterator[str]:
    pod = change.new or change.old
    if pod is None or not pod["spec"].get("volumes") or not pod["spec"].get("nodeName"):
        return
    for name in claims_of(pod):
        volume = volume_of(world.store, pod, name)
        if volume is not None and driver_of(volume):
            yield name_of(volume)
        elif change.new is None:
            yield from _formerly(world.store, namespace_of(pod), name)


def _formerly(store: Store, namespace: str, claim: str) -> Iterator[str]:
    for volume in store.by_index(VOLUMES, CLAIM, f"{namespace}/{claim}"):
        yield name_of(volume)


def _of_claim(world: World, change: Change) -> Iterator[str]:
    """A claim that was bound only now, for a pod that has its node already."""
    claim = change.new
    if claim is not None and is_bound(claim) and not is_bound(change.old or claim):
        yield claim["spec"]["volumeName"]


def _of_attachment(world: World, change: Change) -> Iterator[str]:
    attachment = change.new or change.old
    if attachment is not None and attachment["spec"]["source"].get("persistentVolumeName"):
        yield attachment["spec"]["source"]["persistentVolumeName"]


def _of_node(world: World, change: Change) -> Iterator[str]:
    """What a node uses, and its taints, decide what may be detached."""
    old, new = change.old, change.new
    if old is None:
        return
    if new is not None and _matters(old) == _matters(new):
        return
    for attachment in world.store.by_index(ATTACHMENTS, NODE, change.key.name):
        yield attachment["spec"]["source"].get("persistentVolumeName", "")


def _matters(node: Object) -> tuple[Any, bool, bool]:
    in_use = (node.get("status") or {}).get("volumesInUse")
    return in_use, _is_out_of_service(node), is_true(node, "Ready")


def _sync(client: Client, name: str) -> int | None:
    store = client.world.store
    volume = store.get(VOLUMES, "", name)
    if volume is not None and not volume["spec"].get("csi"):
        # Attachments of other volumes are somebody else's.
        return None
    wanted = _wanted(store, volume) if volume is not None else {}
    attachments = store.by_index(ATTACHMENTS, VOLUME, name)
    waits = [
        _detach(client, attachment, volume)
        for attachment in attachments
        if attachment["spec"]["nodeName"] not in wanted and not is_terminating(attachment)
    ]
    waits += [_attach(client, volume, node, pods) for node, pods in wanted.items()]
    return min((wait for wait in waits if wait is not None), default=None)


def _wanted(store: Store, volume: Object) -> dict[str, list[Object]]:
    """The nodes where the volume must be, with the pods that need it there."""
    if not needs_attachment(store, volume) or not referenced(volume):
        return {}
    found: dict[str, list[Object]] = {}
    for pod in store.by_index(PODS, CLAIM, referenced(volume)):
        node = pod["spec"].get("nodeName")
        if node and not _is_over(pod) and _is_its(store, pod, volume):
            found.setdefault(node, []).append(pod)
    return found


def _is_its(store: Store, pod: Object, volume: Object) -> bool:
    claim = store.get(CLAIMS, namespace_of(pod), volume["spec"]["claimRef"]["name"])
    return claim is not None and claim["spec"].get("volumeName") == name_of(volume)


def _is_over(pod: Object) -> bool:
    """Nothing of the pod runs any more (IsPodTerminated)."""
    if is_finished(pod):
        return True
    if not is_terminating(pod):
        return False
    states = (
        s.get("state") or {} for s in (pod.get("status") or {}).get("containerStatuses") or ()
    )
    return all("running" not in state for state in states)


def _attach(client: Client, volume: Object | None, node: str, pods: list[Object]) -> int | None:
    """Ask for the volume on the node, or the µs after which its absence is to be told."""
    if volume is None:
        return None
    store, name = client.world.store, name_of(volume)
    attachments = store.by_index(ATTACHMENTS, VOLUME, name)
    here = [each for each in attachments if each["spec"]["nodeName"] == node]
    if here:
        return None if is_terminating(here[0]) else _follow(client, here[0], volume, pods)
    if attachments and not _may_be_shared(volume):
        _tell_elsewhere(client, volume, pods, attachments)
        return None
    spec = {
        "attacher": driver_of(volume),
        "nodeName": node,
        "source": {"persistentVolumeName": name},
    }
    meta = {"name": attachment_name(volume, node)}
    client.create(ATTACHMENTS, "", {"metadata": meta, "spec": spec})
    return None


def _follow(client: Client, attachment: Object, volume: Object, pods: list[Object]) -> int | None:
    """Tell of the attachment when it is done, or again and again that nobody does it."""
    if (attachment.get("status") or {}).get("attached"):
        _tell_success(client, attachment, volume, pods)
        return None
    since = timestamps.parse(attachment["metadata"]["creationTimestamp"])
    told, key = client.world.remember(_TOLD), f"late {attachment['metadata']['uid']}"
    passed = (client.now - since) // ATTACH_TIMEOUT
    if passed > told.get(key, 0):
        told[key] = passed
        driver, handle = driver_of(volume), volume["spec"]["csi"]["volumeHandle"]
        message = (
            f'AttachVolume.Attach failed for volume "{name_of(volume)}" : timed out waiting for '
            f"external-attacher of {driver} CSI driver to attach volume {handle}"
        )
        for pod in pods:
            _tell(client, pod, events.WARNING, "FailedAttachVolume", message)
    return int(since + (passed + 1) * ATTACH_TIMEOUT - client.now)


def _may_be_shared(volume: Object) -> bool:
    return any(mode in _SHARED for mode in volume["spec"]["accessModes"])


def _tell_success(client: Client, attachment: Object, volume: Object, pods: list[Object]) -> None:
    """The node learns that the volume is there, and the pods' readers too; once for each."""
    told, uid = client.world.remember(_TOLD), attachment["metadata"]["uid"]
    told.pop(f"late {uid}", None)
    if uid in told:
        return
    told[uid] = True
    node = client.world.store.get("nodes", "", attachment["spec"]["nodeName"])
    if node is not None:
        present = (node.get("status") or {}).get("volumesAttached") or []
        _write_attached(client, node, [*present, {"devicePath": "", "name": unique_name(volume)}])
    message = f'AttachVolume.Attach succeeded for volume "{name_of(volume)}" '
    for pod in pods:
        told.pop(_key(pod, volume), None)
        _tell(client, pod, events.NORMAL, "SuccessfulAttachVolume", message)


def _tell_elsewhere(
    client: Client, volume: Object, pods: list[Object], attachments: list[Object]
) -> None:
    """Another node has the volume; said once for each pod (reportMultiAttachError)."""
    told = client.world.remember(_TOLD)
    elsewhere = [each["spec"]["nodeName"] for each in attachments]
    for pod in pods:
        if _key(pod, volume) in told:
            continue
        told[_key(pod, volume)] = True
        why = _why_not(client.world.store, volume, pod, elsewhere)
        message = f'Multi-Attach error for volume "{name_of(volume)}" {why}'
        _tell(client, pod, events.WARNING, "FailedAttachVolume", message)


def _key(pod: Object, volume: Object) -> str:
    return f"{pod['metadata']['uid']} {name_of(volume)}"


def _why_not(store: Store, volume: Object, pod: Object, nodes: list[str]) -> str:
    users = [
        name_of(each)
        for each in store.by_index(PODS, CLAIM, referenced(volume))
        if each["spec"].get("nodeName") in nodes and each is not pod
    ]
    if users:
        return f"Volume is already used by pod(s) {', '.join(users)}"
    return "Volume is already exclusively attached to one node and can't be attached to another"


def _detach(client: Client, attachment: Object, volume: Object | None) -> int | None:
    """Take the volume from the node, or the µs after which that may be done by force."""
    waiting, uid = client.world.remember(_WAITING), attachment["metadata"]["uid"]
    since = waiting.setdefault(uid, client.now)
    node = client.world.store.get("nodes", "", attachment["spec"]["nodeName"])
    if node is not None and volume is not None and _uses(node, volume):
        left = int(since + FORCE_DETACH_AFTER - client.now)
        if not _is_out_of_service(node) and (left > 0 or is_true(node, "Ready")):
            return left if left > 0 else None
    del waiting[uid]
    for key in (uid, f"late {uid}"):
        client.world.remember(_TOLD).pop(key, None)
    if node is not None and volume is not None:
        attached = (node.get("status") or {}).get("volumesAttached") or []
        name = unique_name(volume)
        _write_attached(client, node, [each for each in attached if each.get("name") != name])
    client.delete(ATTACHMENTS, "", name_of(attachment))
    return None


def _write_attached(client: Client, node: Object, attached: list[dict[str, str]]) -> None:
    status = {k: v for k, v in (node.get("status") or {}).items() if k != "volumesAttached"}
    if attached:
        status["volumesAttached"] = attached
    client.update_status("nodes", {**node, "status": status})


def _uses(node: Object, volume: Object) -> bool:
    return unique_name(volume) in ((node.get("status") or {}).get("volumesInUse") or ())


def _is_out_of_service(node: Object) -> bool:
    return any(taint["key"] == OUT_OF_SERVICE for taint in node["spec"].get("taints") or ())


def _tell(client: Client, about: Object, kind: str, reason: str, message: str) -> None:
    events.record(client, about, kind, reason, message, NAME)


CONTROLLER = Controller(
    NAME,
    {PODS: _of_pod, CLAIMS: _of_claim, ATTACHMENTS: _of_attachment, "nodes": _of_node},
    _sync,
)
