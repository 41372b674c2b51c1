"""What a ReplicaSet counts of each pod, worked out once for each version of the pod."""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_active, is_finished, is_ready

_CACHE = "pod faces"


class Face(NamedTuple):
    """``ending``: asked to go, and still running."""

    active: bool
    ready: bool
    ending: bool


def faces_of(world: World, pods: list[Object]) -> list[tuple[Object, Face]]:
    """Each pod with its face, in the same order."""
    known: dict[str, tuple[Object, Face]] = world.caches.setdefault(_CACHE, {})
    if len(known) > 2 * len(world.store.table("pods")) + 100:
        known.clear()
    return [_faced(known, pod) for pod in pods]


def _faced(known: dict[str, tuple[Object, Face]], pod: Object) -> tuple[Object, Face]:
    uid = pod["metadata"]["uid"]
    found = known.get(uid)
    if found is None or found[0] is not pod:
        ending = is_terminating(pod) and not is_finished(pod)
        found = known[uid] = (pod, Face(is_active(pod), is_ready(pod), ending))
    return found
