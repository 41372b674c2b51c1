"""Which of the volumes that nobody has fits a claim best: the smallest that is large enough.

component-helpers/storage/volume/pv_helpers.go (FindMatchingVolume) and
pkg/controller/volume/persistentvolume/index.go.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import full_name, is_terminating
from cluster_sim.world.kube.api.quantity_order import Rank, rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import requested
from cluster_sim.world.kube.claims import VOLUMES, class_of, fits_node, is_for, mode_of
from cluster_sim.world.kube.indexes import CLAIM, UNCLAIMED


def best_match(
    store: Store,
    claim: Object,
    node: Object | None = None,
    delayed: bool = False,
    taken: Container[str] = (),
) -> Object | None:
    """The volume for the claim, None when there is none.

    A volume that was made for this claim comes first, whatever others there are. ``node``: only
    volumes that can be reached from there. ``delayed`` without a node: only such a reserved one,
    for the others wait for a pod. ``taken``: names of volumes that are as good as gone.
    """
    for volume in store.by_index(VOLUMES, CLAIM, full_name(claim)):
        if is_for(volume, claim) and _may_be(claim, volume) and _reaches(volume, node):
            return volume
    if delayed and node is None:
        return None
    fitting = [v for v in _free(store, claim, node) if v["metadata"]["name"] not in taken]
    return min(fitting, key=_size, default=None)


def mismatch(volume: Object, claim: Object) -> str:
    """Why a volume that the claim names cannot be its own, empty when it can."""
    if _size(volume) < rank(requested(claim["spec"]) or "0"):
        return "requested PV is too small"
    if class_of(volume) != class_of(claim):
        return "storageClassName does not match"
    if mode_of(volume) != mode_of(claim):
        return "incompatible volumeMode"
    return "" if _grants(volume, claim) else "incompatible accessMode"


def _free(store: Store, claim: Object, node: Object | None) -> Iterator[Object]:
    """The volumes that anybody may have and that fit, oldest first."""
    wanted = claim["spec"].get("selector")
    selector = labels.of_object(wanted) if wanted is not None else None
    for volume in store.by_index(VOLUMES, UNCLAIMED, class_of(claim)):
        if (volume.get("status") or {}).get("phase") != "Available" and node is not None:
            continue
        if not _may_be(claim, volume) or not _grants(volume, claim):
            continue
        if selector is not None and not selector.matches(volume["metadata"].get("labels")):
            continue
        if _reaches(volume, node):
            yield volume


def _may_be(claim: Object, volume: Object) -> bool:
    if is_terminating(volume) or mode_of(volume) != mode_of(claim):
        return False
    return _size(volume) >= rank(requested(claim["spec"]) or "0")


def _grants(volume: Object, claim: Object) -> bool:
    offered = volume["spec"].get("accessModes") or ()
    return all(mode in offered for mode in claim["spec"].get("accessModes") or ())


def _reaches(volume: Object, node: Object | None) -> bool:
    return node is None or fits_node(volume, node)


def _size(volume: Object) -> Rank:
    return rank((volume["spec"].get("capacity") or {}).get("storage", "0"))
