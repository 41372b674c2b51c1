"""What claims and volumes say of each other: annotations, classes, and who uses what.

component-helpers/storage/volume (helpers.go, pv_helpers.go) of Kubernetes 1.36.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api import node_selectors
from cluster_sim.world.kube.api.meta import full_name, namespace_of
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import CLAIM

PODS: Final = "pods"
CLAIMS: Final = "persistentvolumeclaims"
VOLUMES: Final = "persistentvolumes"
CLASSES: Final = "storageclasses.storage.k8s.io"
CSI_DRIVERS: Final = "csidrivers.storage.k8s.io"
CSI_NODES: Final = "csinodes.storage.k8s.io"
ATTACHMENTS: Final = "volumeattachments.storage.k8s.io"

BIND_COMPLETED: Final = "pv.kubernetes.io/bind-completed"
BOUND_BY_CONTROLLER: Final = "pv.kubernetes.io/bound-by-controller"
PROVISIONED_BY: Final = "pv.kubernetes.io/provisioned-by"
STORAGE_PROVISIONER: Final = "volume.kubernetes.io/storage-provisioner"
BETA_STORAGE_PROVISIONER: Final = "volume.beta.kubernetes.io/storage-provisioner"
SELECTED_NODE: Final = "volume.kubernetes.io/selected-node"
CLASS_ANNOTATION: Final = "volume.beta.kubernetes.io/storage-class"
NO_PROVISIONER: Final = "kubernetes.io/no-provisioner"
ZONE: Final = "topology.kubernetes.io/zone"


def annotation(obj: Object, key: str) -> str:
    """The annotation's text, empty when there is none."""
    return str((obj["metadata"].get("annotations") or {}).get(key, ""))


def annotated(obj: Object, added: dict[str, str]) -> Object:
    """The object with these annotations too."""
    meta = obj["metadata"]
    known = meta.get("annotations") or {}
    return {**obj, "metadata": {**meta, "annotations": {**known, **added}}}


def without_annotation(obj: Object, key: str) -> Object:
    """The object without that annotation."""
    meta = dict(obj["metadata"])
    kept = {
        name: text for name, text in (meta.pop("annotations", None) or {}).items() if name != key
    }
    if kept:
        meta["annotations"] = kept
    return {**obj, "metadata": meta}


def class_of(obj: Object) -> str:
    """The class of a claim or volume, empty for none; the old annotation wins over the field."""
    beta = annotation(obj, CLASS_ANNOTATION)
    return beta or str(obj["spec"].get("storageClassName") or "")


def mode_of(obj: Object) -> str:
    """``Filesystem`` or ``Block``."""
    return str(obj["spec"].get("volumeMode") or "Filesystem")


def is_delayed(store: Store, claim: Object) -> bool:
    """Whether the claim's class waits for a pod before a volume is chosen or made."""
    storage_class = store.get(CLASSES, "", class_of(claim))
    return (storage_class or {}).get("volumeBindingMode") == "WaitForFirstConsumer"


def is_bound(claim: Object) -> bool:
    """Whether claim and volume have found each other for good."""
    return bool(claim["spec"].get("volumeName")) and bool(annotation(claim, BIND_COMPLETED))


def is_for(volume: Object, claim: Object) -> bool:
    """Whether the volume is bound, or reserved, for this very claim."""
    reference = volume["spec"].get("claimRef")
    if reference is None:
        return False
    meta = claim["metadata"]
    if (reference.get("namespace"), reference.get("name")) != (meta["namespace"], meta["name"]):
        return False
    return not reference.get("uid") or reference["uid"] == meta["uid"]


def reference_to(claim: Object) -> dict[str, Any]:
    """What a volume's ``claimRef`` says of its claim."""
    meta = claim["metadata"]
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "name": meta["name"],
        "namespace": meta["namespace"],
        "resourceVersion": meta["resourceVersion"],
        "uid": meta["uid"],
    }


def referenced(volume: Object) -> str:
    """``namespace/name`` of the claim that the volume names, empty for none."""
    reference = volume["spec"].get("claimRef")
    return f"{reference.get('namespace', '')}/{reference.get('name', '')}" if reference else ""


def fits_node(volume: Object, node: Object) -> bool:
    """Whether the volume can be reached from the node (CheckNodeAffinity)."""
    needed = (volume["spec"].get("nodeAffinity") or {}).get("required")
    try:
        return needed is None or node_selectors.matches(needed, node)
    except SelectorError:
        return False


def claim_name(pod: Object, volume: dict[str, Any]) -> str:
    """The name of the claim behind a pod's volume, empty when it is no claim."""
    if "persistentVolumeClaim" in volume:
        return str(volume["persistentVolumeClaim"].get("claimName", ""))
    if "ephemeral" in volume:
        return f"{pod['metadata']['name']}-{volume['name']}"
    return ""


def claims_of(pod: Object) -> list[str]:
    """The names of the pod's claims, in the order of its volumes."""
    found: list[str] = []
    # Nearly all pods have volumes and nearly none a claim: this is asked for each of them.
    for volume in pod["spec"].get("volumes") or ():
        if "persistentVolumeClaim" in volume or "ephemeral" in volume:
            name = claim_name(pod, volume)
            if name and name not in found:
                found.append(name)
    return found


def users_of(store: Store, claim: Object) -> list[Object]:
    """The pods that name the claim, oldest first."""
    return store.by_index(PODS, CLAIM, full_name(claim))


def volume_of(store: Store, pod: Object, name: str) -> Object | None:
    """The volume that the pod's claim ``name`` is bound to, None while it is not."""
    claim = store.get(CLAIMS, namespace_of(pod), name)
    if claim is None or not is_bound(claim):
        return None
    return store.get(VOLUMES, "", claim["spec"]["volumeName"])


def driver_of(volume: Object) -> str:
    """The CSI driver of the volume, empty for other sources."""
    return str((volume["spec"].get("csi") or {}).get("driver", ""))


def needs_attachment(store: Store, volume: Object) -> bool:
    """Whether the volume must be attached to a node before it is mounted there."""
    driver = driver_of(volume)
    if not driver:
        return False
    known = store.get(CSI_DRIVERS, "", driver)
    return known is None or bool(known["spec"].get("attachRequired", True))


def unique_name(volume: Object) -> str:
    """What the status of nodes calls a volume that is attached or in use there."""
    csi = volume["spec"]["csi"]
    return f"kubernetes.io/csi/{csi['driver']}^{csi['volumeHandle']}"
