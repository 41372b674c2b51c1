"""Claims that grow: the resizer beside the driver csi.grappe.example, and who waits for it.

As kubernetes-csi/external-resizer (controller.go, expand_and_recover.go) and
pkg/controller/volume/expand/expand_controller.go. The file system on the disk is the kubelet's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, split_name
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import requested
from cluster_sim.world.kube.claims import (
    CLAIMS,
    PROVISIONED_BY,
    VOLUMES,
    annotation,
    driver_of,
    is_bound,
    mode_of,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.provisioner_block import NAME as DRIVER
from cluster_sim.world.kube.timings import BLOCK_EXPAND_FIRST, BLOCK_EXPAND_LAST

NAME: Final = f"external-resizer {DRIVER}"
EXPANDER: Final = "volume_expand"
NODE_PENDING: Final = "NodeResizePending"
_PENDING_TEXT: Final = (
    "Waiting for user to (re-)start a pod to finish file system resize of volume on node."
)
_MEMORY: Final = "disks that grow"


def _of_claim(world: World, change: Change) -> Iterator[str]:
    claim = change.new
    if claim is not None and is_bound(claim) and _wants_more(claim):
        yield full_name(claim)


def _wants_more(claim: Object) -> bool:
    held = ((claim.get("status") or {}).get("capacity") or {}).get("storage")
    return held is not None and rank(requested(claim["spec"]) or "0") > rank(held)


def _found(client: Client, key: str) -> tuple[Object, Object] | None:
    """The claim that wants more, with its volume."""
    store = client.world.store
    claim = store.get(CLAIMS, *split_name(key))
    if claim is None or is_terminating(claim) or not is_bound(claim) or not _wants_more(claim):
        return None
    volume = store.get(VOLUMES, "", claim["spec"]["volumeName"])
    return None if volume is None else (claim, volume)


def _expect(client: Client, key: str) -> None:
    """Say once for each size that somebody outside has to do it."""
    found = _found(client, key)
    if found is None or not annotation(found[1], PROVISIONED_BY):
        return
    told, claim = client.world.remember("claims expected to grow"), found[0]
    uid, size = claim["metadata"]["uid"], requested(claim["spec"])
    if told.get(uid) != size:
        told[uid] = size
        message = "waiting for an external controller to expand this PVC"
        events.record(client, claim, events.NORMAL, "ExternalExpanding", message, EXPANDER)


def _resize(client: Client, key: str) -> int | None:
    found = _found(client, key)
    if found is None or driver_of(found[1]) != DRIVER:
        return None
    claim, volume = found
    size = requested(claim["spec"])
    if rank((volume["spec"]["capacity"])["storage"]) >= rank(size):
        _ask_for_file_system(client, claim, volume)
        return None
    left = _left(client, claim, volume)
    if left:
        return left
    spec = {**volume["spec"], "capacity": {**volume["spec"]["capacity"], "storage": size}}
    volume = client.update(VOLUMES, "", {**volume, "spec": spec})
    current = client.world.store.get(CLAIMS, *split_name(key))
    if current is not None:
        _ask_for_file_system(client, current, volume)
    return None


def _left(client: Client, claim: Object, volume: Object) -> int:
    """µs until the disk has its new size; tells of it at the beginning."""
    due, uid = client.world.remember(_MEMORY), claim["metadata"]["uid"]
    if uid not in due:
        took = client.world.chance.between(NAME, BLOCK_EXPAND_FIRST, BLOCK_EXPAND_LAST)
        due[uid] = client.world.now + took
        _write(client, claim, "Resizing", "", "ControllerResizeInProgress")
        message = f"External resizer is resizing volume {name_of(volume)}"
        events.record(client, claim, events.NORMAL, "Resizing", message, NAME)
    left = int(due[uid] - client.world.now)
    if left <= 0:
        del due[uid]
        return 0
    return left


def _ask_for_file_system(client: Client, claim: Object, volume: Object) -> None:
    if mode_of(claim) == "Block":
        finish(client, claim, requested(claim["spec"]))
        message = "Resize volume succeeded"
        events.record(client, claim, events.NORMAL, "VolumeResizeSuccessful", message, NAME)
    elif node_status(claim) != NODE_PENDING:
        _write(client, claim, "FileSystemResizePending", _PENDING_TEXT, NODE_PENDING)
        message = "Require file system resize of volume on node"
        events.record(client, claim, events.NORMAL, "FileSystemResizeRequired", message, NAME)


def node_status(claim: Object) -> str:
    """How far the growing of the claim is, empty when nothing is under way."""
    statuses = (claim.get("status") or {}).get("allocatedResourceStatuses") or {}
    return str(statuses.get("storage", ""))


def finish(client: Client, claim: Object, size: Any) -> Object:
    """The claim has its new size."""
    gone = ("allocatedResourceStatuses", "conditions")
    status = {k: v for k, v in claim["status"].items() if k not in gone}
    status["capacity"] = {**(status.get("capacity") or {}), "storage": size}
    return client.update_status(CLAIMS, {**claim, "status": status})


def _write(client: Client, claim: Object, condition: str, message: str, stage: str) -> None:
    entry = {
        "type": condition,
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(client.now),
    }
    if message:
        entry["message"] = message
    status = {
        **claim["status"],
        "allocatedResources": {"storage": requested(claim["spec"])},
        "allocatedResourceStatuses": {"storage": stage},
        "conditions": [entry],
    }
    client.update_status(CLAIMS, {**claim, "status": status})


CONTROLLER = Controller(NAME, {CLAIMS: _of_claim}, _resize)
EXPAND_CONTROLLER = Controller(EXPANDER, {CLAIMS: _of_claim}, _expect)
