"""csi.grappe.example: disks of the network, each in one zone, attached to one node at a time.

An invented driver that behaves as those of public clouds do (kubernetes-csi.github.io/docs:
external-provisioner with topology).
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import hash as hashes
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import ATTACHMENTS, SELECTED_NODE, ZONE, annotation
from cluster_sim.world.kube.controllers.provisioner import (
    Made,
    Provisioner,
    ProvisionError,
    volume_name,
)
from cluster_sim.world.kube.indexes import VOLUME
from cluster_sim.world.kube.timings import (
    BLOCK_CREATE_FIRST,
    BLOCK_CREATE_LAST,
    BLOCK_DELETE_FIRST,
    BLOCK_DELETE_LAST,
)

NAME: Final = "csi.grappe.example"
FINALIZER: Final = "external-provisioner.volume.kubernetes.io/finalizer"
_MODES: Final = ("ReadWriteOnce", "ReadWriteOncePod")
_SECRET: Final = "volume.kubernetes.io/provisioner-deletion-secret-"


def _make(world: World, claim: Object, storage_class: Object) -> Made:
    if any(mode not in _MODES for mode in claim["spec"]["accessModes"]):
        raise ProvisionError(
            "rpc error: code = InvalidArgument desc = volume capabilities not supported: "
            "a disk is written to by a single node"
        )
    zone = _zone(world, claim, storage_class)
    handle = f"disque-{claim['metadata']['uid'][:8]}"
    attributes = {"storage.kubernetes.io/csiProvisionerIdentity": f"{NAME}-{volume_name(claim)}"}
    csi: dict[str, Any] = {"driver": NAME, "volumeHandle": handle, "volumeAttributes": attributes}
    if claim["spec"].get("volumeMode") != "Block":
        csi["fsType"] = "ext4"
    affinity = None
    if zone:
        asked = {"key": ZONE, "operator": "In", "values": [zone]}
        affinity = {"matchExpressions": [asked]}
    return {"csi": csi}, {f"{_SECRET}name": "", f"{_SECRET}namespace": ""}, affinity


def _zone(world: World, claim: Object, storage_class: Object) -> str:
    """The zone of the new disk; empty where the nodes have none.

    That of the node chosen for the pod; without one, a zone that the claim's name draws
    (external-provisioner, topology.go: GenerateAccessibilityRequirements).
    """
    node = annotation(claim, SELECTED_NODE)
    if node:
        chosen = world.store.get("nodes", "", node)
        if chosen is None:
            text = f"error generating accessibility requirements: node {node} not found"
            raise ProvisionError(text)
        return str((chosen["metadata"].get("labels") or {}).get(ZONE, ""))
    zones = _zones(world, storage_class)
    return zones[hashes.fnv32a(name_of(claim).encode()) % len(zones)] if zones else ""


def _zones(world: World, storage_class: Object) -> list[str]:
    """The zones of the class, or those in which there is a node."""
    named = [
        value
        for term in storage_class.get("allowedTopologies") or ()
        for asked in term.get("matchLabelExpressions") or ()
        if asked.get("key") == ZONE
        for value in asked.get("values") or ()
    ]
    if named:
        return sorted(dict.fromkeys(named))
    labels = (node["metadata"].get("labels") or {} for node in world.store.all("nodes"))
    return sorted(dict.fromkeys(found[ZONE] for found in labels if ZONE in found))


def _hold(world: World, volume: Object) -> str:
    """A disk that is attached somewhere is not deleted (external-provisioner, controller.go)."""
    name = name_of(volume)
    for attachment in world.store.by_index(ATTACHMENTS, VOLUME, name):
        node = attachment["spec"]["nodeName"]
        return f"persistentvolume {name} is still attached to node {node}"
    return ""


PROVISIONER: Final = Provisioner(
    name=NAME,
    component=f"{NAME}_csi-grappe-controller-0",
    make=_make,
    create=(BLOCK_CREATE_FIRST, BLOCK_CREATE_LAST),
    delete=(BLOCK_DELETE_FIRST, BLOCK_DELETE_LAST),
    hold=_hold,
    finalizer=FINALIZER,
)
