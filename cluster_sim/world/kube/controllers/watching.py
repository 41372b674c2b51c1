"""Which keys a change concerns, as most controllers see it.

The event handlers of pkg/controller/replicaset/replica_set.go (addPod, updatePod, deletePod),
which the controllers of other sets of pods repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import (
    controller_of,
    full_name,
    is_terminating,
    namespace_of,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.controller import KeysOf
from cluster_sim.world.kube.indexes import NAMESPACE

WouldAdopt = Callable[[Object, Object], bool]


def of_itself(world: World, change: Change) -> Iterator[str]:
    """The key of the object that came or changed; none when it is gone."""
    if change.new is not None:
        yield full_name(change.new)


def of_pods(resource: str, kind: str, would_adopt: WouldAdopt) -> KeysOf:
    """For changes of pods: the sets of that resource and kind that control or controlled the pod.

    For a pod that nobody controls, all those that would adopt it: ``would_adopt(set, pod)``.
    """

    def keys(world: World, change: Change) -> Iterator[str]:
        for pod in (change.old, change.new):
            owner = controller_of(pod) if pod is not None else None
            if pod is not None and owner is not None and owner["kind"] == kind:
                yield f"{namespace_of(pod)}/{owner['name']}"
        pod = change.new
        if pod is None or controller_of(pod) is not None or is_terminating(pod):
            return
        for candidate in world.store.by_index(resource, NAMESPACE, namespace_of(pod)):
            if would_adopt(candidate, pod):
                yield full_name(candidate)

    return keys
