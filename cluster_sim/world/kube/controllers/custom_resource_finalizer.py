"""The end of custom kinds: their objects go first, then the definition.

apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition, is_true
from cluster_sim.world.kube.api.custom.conditions import ESTABLISHED, TERMINATING, with_condition
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.registry import CRDS
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.resources.customresourcedefinitions import CLEANUP
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.timings import SECOND

NAME = "crd-finalizer"
# deleteInstances polls so often for the objects to be gone.
_LOOK_AGAIN = 5 * SECOND


def _of_definition(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and _ends(change.new):
        yield change.key.name


def _ends(crd: Object) -> bool:
    return is_terminating(crd) and CLEANUP in (crd["metadata"].get("finalizers") or ())


def _sync(client: Client, name: str) -> int | None:
    crd = client.world.store.get(CRDS, "", name)
    if crd is None or not _ends(crd):
        return None
    now = timestamps.time(client.now)
    if not is_true(crd, ESTABLISHED):
        _finish(client, crd, "NeverEstablished", "resource was never established", now)
        return None
    told = condition(crd, TERMINATING)
    if told is None or told["reason"] != "InstanceDeletionInProgress":
        message = "CustomResource deletion is in progress"
        begun = (TERMINATING, "True", "InstanceDeletionInProgress", message)
        crd = client.update_status(CRDS, with_condition(crd, *begun, now))
    if not _emptied(client, name):
        return _LOOK_AGAIN
    _finish(client, crd, "InstanceDeletionCompleted", "removed all instances", now)
    return None


def _emptied(client: Client, key: str) -> bool:
    """Ask every object to go; whether none is left."""
    table = client.world.store.table(key)
    for place in list(table):
        if place in table and not is_terminating(table[place]):
            client.delete(key, *place)
    return not table


def _finish(client: Client, crd: Object, reason: str, message: str, now: str) -> None:
    told = with_condition(crd, TERMINATING, "False", reason, message, now)
    stored = client.update_status(CRDS, told)
    left = [each for each in stored["metadata"]["finalizers"] if each != CLEANUP]
    client.update(CRDS, "", {**stored, "metadata": {**stored["metadata"], "finalizers": left}})


CONTROLLER = Controller(NAME, {CRDS: _of_definition}, _sync)
