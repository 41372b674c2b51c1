"""How many pods a ReplicaSet lacked when it made one, read back from the history."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import controller_of
from cluster_sim.world.kube.controllers.replicaset import REPLICASETS
from cluster_sim.world.kube.pod_state import is_active

# How far back to look for the last count that the controller wrote down.
_FARTHEST = 20_000


def before(world: World, creation: Change) -> int | None:
    """The pods that were missing just before this one was created.

    The controller writes what it has counted after every look; what became of the set's pods
    since then is added. None for owners that are no ReplicaSet, and when the count lies too far
    back.
    """
    owner = controller_of(creation.new) if creation.new else None
    if owner is None or owner["kind"] != "ReplicaSet":
        return None
    wanted, active, last = None, 0, creation.revision - 1
    for revision in range(last, max(0, last - _FARTHEST), -1):
        change = world.history.at(revision)
        if change.key.resource == "pods":
            active += _difference(change, owner["uid"])
        elif change.key.resource == REPLICASETS and _is(change, owner["uid"]):
            new = change.new or {"spec": {}}
            wanted = new["spec"].get("replicas", 0) if wanted is None else wanted
            if change.old is None:
                return wanted - active
            if change.old.get("status") != new.get("status"):
                return wanted - active - (new.get("status") or {}).get("replicas", 0)
    return None


def _difference(change: Change, uid: str) -> int:
    """How many active pods of the owner there are more since this change."""
    return _counts(change.new, uid) - _counts(change.old, uid)


def _counts(pod: dict[str, Any] | None, uid: str) -> int:
    owner = controller_of(pod) if pod is not None else None
    return int(pod is not None and owner is not None and owner["uid"] == uid and is_active(pod))


def _is(change: Change, uid: str) -> bool:
    return (change.new or change.old or {})["metadata"]["uid"] == uid
