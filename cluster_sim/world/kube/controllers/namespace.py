"""Namespace controller: a namespace goes when all that is in it has gone.

pkg/controller/namespace/deletion/namespaced_resources_deleter.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.timings import SECOND

NAME = "namespace-controller"
# While pods are still ending the real controller waits for half their grace; a short poll
# gives the same order with a steadier end.
_LOOK_AGAIN = 1 * SECOND


def _of_namespace(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and is_terminating(change.new):
        yield change.key.name


def _sync(client: Client, name: str) -> int | None:
    namespace = client.world.store.get("namespaces", "", name)
    if namespace is None or not is_terminating(namespace):
        return None
    if _empty(client, name):
        client.finalize(name)
        return None
    return _LOOK_AGAIN


def _empty(client: Client, name: str) -> bool:
    """Ask everything in the namespace to go; True when nothing is left."""
    left = 0
    for resource in registry.of(client.world).resources:
        if not resource.namespaced or not resource.preferred:
            continue
        table = client.world.store.table(resource.key)
        for namespace, item in [place for place in table if place[0] == name]:
            if not is_terminating(table[(namespace, item)]):
                client.delete(resource.key, namespace, item)
            left += (namespace, item) in table
    return left == 0


CONTROLLER = Controller(NAME, {"namespaces": _of_namespace}, _sync)
