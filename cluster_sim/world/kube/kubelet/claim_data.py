"""What is written in a volume stays with the volume, whichever claim it belongs to.

While a claim has the volume, its files are kept under the claim, where containers look for them
(``mounts.store_of``). When the claim goes they stay with the volume, and the next claim that is
bound to it finds them; a volume that is deleted or emptied takes them with it.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, VOLUMES, is_bound
from cluster_sim.world.kube.kubelet import filelog


def register(system: System) -> None:
    """Let volumes of worlds of this system keep what is written to them."""
    system.watch(CLAIMS, _claim_changed)
    system.watch(VOLUMES, _volume_changed)


def _claim_changed(world: World, change: Change) -> None:
    old, new = change.old, change.new
    if new is not None and is_bound(new) and not (old is not None and is_bound(old)):
        _move(world, _of_volume(new["spec"]["volumeName"]), _of_claim(new))
    elif new is None and old is not None and is_bound(old):
        name = old["spec"]["volumeName"]
        if world.store.get(VOLUMES, "", name) is None:
            filelog.forget(world, _of_claim(old))
        else:
            _move(world, _of_claim(old), _of_volume(name))


def _volume_changed(world: World, change: Change) -> None:
    """A volume that went, or that was given back after it was emptied."""
    old, new = change.old, change.new
    if new is None or (_is_recycled(old, new)):
        filelog.forget(world, _of_volume(change.key.name))


def _is_recycled(old: Object | None, new: Object) -> bool:
    if old is None or new["spec"].get("persistentVolumeReclaimPolicy") != "Recycle":
        return False
    return "claimRef" in old["spec"] and "claimRef" not in new["spec"]


def _move(world: World, source: str, target: str) -> None:
    found = filelog.entries(world, source)
    filelog.forget(world, target)
    filelog.forget(world, source)
    filelog.append(world, target, found)


def _of_claim(claim: Object) -> str:
    return f"claim/{full_name(claim)}"


def _of_volume(name: str) -> str:
    return f"volume/{name}"
