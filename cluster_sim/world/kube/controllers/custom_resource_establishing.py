"""Establishing of custom kinds: what has its names is served from now on.

apiextensions-apiserver/pkg/controller/establish/establishing_controller.go. With a single API
server there is no wait; several of them would wait five seconds for each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.custom.conditions import ESTABLISHED, NAMES_ACCEPTED, with_condition
from cluster_sim.world.kube.api.registry import CRDS
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME = "crd-establishing-controller"
_MESSAGE = "the initial names have been accepted"


def _of_definition(world: World, change: Change) -> Iterator[str]:
    crd = change.new
    if crd is not None and is_true(crd, NAMES_ACCEPTED) and not is_true(crd, ESTABLISHED):
        yield change.key.name


def _sync(client: Client, name: str) -> int | None:
    crd = client.world.store.get(CRDS, "", name)
    if crd is None or not is_true(crd, NAMES_ACCEPTED) or is_true(crd, ESTABLISHED):
        return None
    now = timestamps.time(client.now)
    established = (ESTABLISHED, "True", "InitialNamesAccepted", _MESSAGE)
    client.update_status(CRDS, with_condition(crd, *established, now))
    return None


CONTROLLER = Controller(NAME, {CRDS: _of_definition}, _sync)
