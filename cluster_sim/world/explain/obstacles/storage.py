"""What a claim waits for, and what keeps claims and volumes that are to go."""

from __future__ import annotations

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held, key_of
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.admission.storage_protection import (
    CLAIM_FINALIZER,
    VOLUME_FINALIZER,
)
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.claims import (
    CLAIMS,
    CLASSES,
    NO_PROVISIONER,
    SELECTED_NODE,
    VOLUMES,
    annotation,
    class_of,
    users_of,
)
from cluster_sim.world.kube.pod_state import is_finished

_DELAYED = "WaitForFirstConsumer"


def claim(world: World, obj: Object) -> list[Obstacle]:
    """Who still uses a claim that is to go; why one that is wanted has no volume."""
    if is_terminating(obj):
        return _used(world, obj) or _finalizers(obj)
    if (obj.get("status") or {}).get("phase", "Pending") != "Pending":
        return []
    wanted = obj["spec"].get("volumeName", "")
    if wanted:
        return [_wanted(world, wanted)]
    return [_of_class(world, obj)]


def _used(world: World, obj: Object) -> list[Obstacle]:
    if CLAIM_FINALIZER not in (obj["metadata"].get("finalizers") or ()):
        return []
    users = [pod for pod in users_of(world.store, obj) if pod["spec"].get("nodeName")]
    return [held("claim.in-use", key_of("pods", pod), pod=name_of(pod)) for pod in users]


def _finalizers(obj: Object) -> list[Obstacle]:
    names = obj["metadata"].get("finalizers") or ()
    return [held("held.finalizers", names=list(names))] if names else []


def _wanted(world: World, volume: str) -> Obstacle:
    if world.store.get(VOLUMES, "", volume) is None:
        return held("claim.volume-missing", volume=volume)
    return held("claim.volume-taken", Key(VOLUMES, "", volume), volume=volume)


def _of_class(world: World, obj: Object) -> Obstacle:
    name = class_of(obj)
    if not name:
        return held("claim.no-class")
    found = world.store.get(CLASSES, "", name)
    if found is None:
        return held("claim.class-missing", name=name)
    if found.get("volumeBindingMode") == _DELAYED and not annotation(obj, SELECTED_NODE):
        users = [pod for pod in users_of(world.store, obj) if not is_finished(pod)]
        if not users:
            return held("claim.first-consumer", Key(CLASSES, "", name), name=name)
        return held("claim.pod-first", key_of("pods", users[0]), pod=name_of(users[0]))
    if found["provisioner"] == NO_PROVISIONER:
        return held("claim.none-fits", Key(CLASSES, "", name), name=name)
    return held("claim.being-made", provisioner=found["provisioner"])


def volume(world: World, obj: Object) -> list[Obstacle]:
    """The claim that has a volume that is to go."""
    if not is_terminating(obj):
        return []
    reference = obj["spec"].get("claimRef") or {}
    key = Key(CLAIMS, reference.get("namespace", ""), reference.get("name", ""))
    protected = VOLUME_FINALIZER in (obj["metadata"].get("finalizers") or ())
    if protected and world.get(key) is not None:
        return [held("volume.in-use", key, claim=key.name)]
    return _finalizers(obj)
