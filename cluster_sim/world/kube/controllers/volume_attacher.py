"""The attacher beside the driver csi.grappe.example: carries out VolumeAttachments.

As kubernetes-csi/external-attacher (csi_handler.go): a finalizer keeps the attachment until the
disk is really off the node.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import ATTACHMENTS
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.provisioner_block import NAME as DRIVER
from cluster_sim.world.kube.timings import (
    BLOCK_ATTACH_FIRST,
    BLOCK_ATTACH_LAST,
    BLOCK_DETACH_FIRST,
    BLOCK_DETACH_LAST,
)

NAME: Final = f"external-attacher {DRIVER}"
FINALIZER: Final = f"external-attacher/{DRIVER.replace('.', '-')}"
_MEMORY: Final = "disks on their way"


def _of_itself(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and change.new["spec"].get("attacher") == DRIVER:
        yield change.key.name


def _sync(client: Client, name: str) -> int | None:
    attachment = client.world.store.get(ATTACHMENTS, "", name)
    if attachment is None:
        return None
    if is_terminating(attachment):
        return _detach(client, attachment)
    if (attachment.get("status") or {}).get("attached"):
        return None
    if FINALIZER not in (attachment["metadata"].get("finalizers") or ()):
        attachment = _with_finalizers(client, attachment, [FINALIZER])
    left = _left(client.world, attachment, "on", BLOCK_ATTACH_FIRST, BLOCK_ATTACH_LAST)
    if left:
        return left
    status: dict[str, Any] = {"attached": True}
    client.update_status(ATTACHMENTS, {**attachment, "status": status})
    return None


def _detach(client: Client, attachment: Object) -> int | None:
    client.world.remember(_MEMORY).pop(f"on {name_of(attachment)}", None)
    left = _left(client.world, attachment, "off", BLOCK_DETACH_FIRST, BLOCK_DETACH_LAST)
    if left:
        return left
    _with_finalizers(client, attachment, [])
    return None


def _left(world: World, attachment: Object, way: str, first: int, last: int) -> int:
    """µs until the disk is where it shall be; 0 when it is."""
    due, key = world.remember(_MEMORY), f"{way} {name_of(attachment)}"
    if key not in due:
        due[key] = world.now + world.chance.between(NAME, first, last)
    left = int(due[key] - world.now)
    if left <= 0:
        del due[key]
        return 0
    return left


def _with_finalizers(client: Client, attachment: Object, finalizers: list[str]) -> Object:
    meta = {**attachment["metadata"], "finalizers": finalizers}
    return client.update(ATTACHMENTS, "", {**attachment, "metadata": meta})


CONTROLLER = Controller(NAME, {ATTACHMENTS: _of_itself}, _sync)
