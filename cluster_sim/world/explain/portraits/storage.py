"""Portraits of claims, volumes, their classes and attachments: who has what, and who waits."""

from __future__ import annotations

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    GOOD,
    MUTED,
    WAIT,
    Object,
    Portrait,
    Value,
    link,
    links,
    moment,
    says,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.tables.volumes import access_modes
from cluster_sim.world.kube.claims import (
    ATTACHMENTS,
    CLAIMS,
    CLASSES,
    NO_PROVISIONER,
    VOLUMES,
    class_of,
    users_of,
)
from cluster_sim.world.kube.indexes import VOLUME

_DEFAULT = "storageclass.kubernetes.io/is-default-class"
_DELAYED = "WaitForFirstConsumer"


def claim(world: World, obj: Object) -> Portrait:
    """Bound to what, of which class, used by whom; or what it waits for."""
    spec, status = obj["spec"], obj.get("status") or {}
    asked = ((spec.get("resources") or {}).get("requests") or {}).get("storage", "")
    got = (status.get("capacity") or {}).get("storage", "")
    name = class_of(obj)
    rows = [
        ("volume", link(VOLUMES, "", spec.get("volumeName", ""))),
        ("size", says("claim.size", asked=asked, got=got)),
        ("class", link(CLASSES, "", name) if world.store.get(CLASSES, "", name) else name),
        ("accessModes", access_modes(spec)),
        ("resizing", _resizing(obj)),
        ("usedBy", links("pods", users_of(world.store, obj)) or says("claim.unused")),
    ]
    phase = status.get("phase", "Pending")
    if is_terminating(obj):
        return Portrait(rows, MUTED, says("claim.leaving"))
    tone = {"Bound": GOOD, "Lost": BAD}.get(phase, WAIT)
    return Portrait(rows, tone, says(f"claim.{phase.lower()}"))


def _resizing(obj: Object) -> Value:
    for kind in ("FileSystemResizePending", "Resizing", "ControllerResizeError"):
        if is_true(obj, kind):
            return says("claim.resizing", kind=kind)
    return None


def volume(world: World, obj: Object) -> Portrait:
    """Whose it is, and what becomes of it afterwards."""
    spec, status = obj["spec"], obj.get("status") or {}
    reference = spec.get("claimRef") or {}
    reclaim = spec.get("persistentVolumeReclaimPolicy", "Retain")
    attached = world.store.by_index(ATTACHMENTS, VOLUME, name_of(obj))
    name = class_of(obj)
    rows = [
        ("claim", _claim_of(world, reference)),
        ("size", (spec.get("capacity") or {}).get("storage", "")),
        ("class", link(CLASSES, "", name) if world.store.get(CLASSES, "", name) else name),
        ("accessModes", access_modes(spec)),
        ("afterwards", says(f"volume.{reclaim.lower()}")),
        ("attachedTo", [link("nodes", "", each["spec"].get("nodeName", "")) for each in attached]),
        ("onlyOn", _places(spec)),
        ("driver", (spec.get("csi") or {}).get("driver", "")),
        ("problem", status.get("message", "")),
    ]
    phase = status.get("phase", "Pending")
    tone = {"Bound": GOOD, "Available": GOOD, "Failed": BAD, "Released": MUTED}.get(phase, WAIT)
    return Portrait(rows, tone, says(f"volume.is-{phase.lower()}"))


def _claim_of(world: World, reference: Object) -> Value:
    """The claim a volume is bound to, or was."""
    place, name = reference.get("namespace", ""), reference.get("name", "")
    there = name and world.store.get(CLAIMS, place, name) is not None
    return link(CLAIMS, place, name) if there else name


def _places(spec: Object) -> Value:
    required = (spec.get("nodeAffinity") or {}).get("required") or {}
    rules = [
        f"{rule['key']} {rule['operator']} {', '.join(rule.get('values') or ())}".strip()
        for term in required.get("nodeSelectorTerms") or ()
        for rule in term.get("matchExpressions") or ()
    ]
    return rules


def storage_class(world: World, obj: Object) -> Portrait:
    """How its volumes come to be, and which claims are of it."""
    annotations = obj["metadata"].get("annotations") or {}
    delayed = obj.get("volumeBindingMode") == _DELAYED
    own = [each for each in world.store.all(CLAIMS) if class_of(each) == name_of(obj)]
    rows = [
        ("default", says("class.default") if annotations.get(_DEFAULT) == "true" else None),
        ("provisioner", _provisioner(obj)),
        ("when", says("class.delayed" if delayed else "class.immediate")),
        ("afterwards", says(f"volume.{obj.get('reclaimPolicy', 'Delete').lower()}")),
        ("growth", says("class.grows" if obj.get("allowVolumeExpansion") else "class.stays")),
        ("claims", links(CLAIMS, own)),
    ]
    return Portrait(rows)


def _provisioner(obj: Object) -> Value:
    name = obj["provisioner"]
    return [name, says("class.by-hand")] if name == NO_PROVISIONER else name


def attachment(world: World, obj: Object) -> Portrait:
    """Which volume is at which node."""
    spec, status = obj["spec"], obj.get("status") or {}
    error = status.get("attachError") or status.get("detachError") or {}
    rows = [
        ("volume", link(VOLUMES, "", spec["source"].get("persistentVolumeName", ""))),
        ("node", link("nodes", "", spec.get("nodeName", ""))),
        ("driver", spec.get("attacher", "")),
        ("problem", error.get("message", "")),
        ("since", moment(world, obj["metadata"].get("creationTimestamp"))),
    ]
    if is_terminating(obj):
        return Portrait(rows, MUTED, says("attachment.leaving"))
    if status.get("attached"):
        return Portrait(rows, GOOD, says("attachment.done"))
    return Portrait(rows, BAD if error else WAIT, says("attachment.waits"))
