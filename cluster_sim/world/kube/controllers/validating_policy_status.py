"""Status of admission policies: that somebody has looked at their types.

pkg/controller/validatingadmissionpolicystatus/controller.go. Types are not checked here: what the
real controller would warn of is found out when a rule runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.admission.validating_policy import POLICIES
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME = "validatingadmissionpolicy-status-controller"


def _of_policy(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        yield change.key.name


def _sync(client: Client, name: str) -> int | None:
    policy = client.world.store.get(POLICIES, "", name)
    if policy is None:
        return None
    generation = policy["metadata"].get("generation", 0)
    status = {"observedGeneration": generation, "typeChecking": {}}
    if (policy.get("status") or {}) != status:
        client.update_status(POLICIES, {**policy, "status": status})
    return None


CONTROLLER = Controller(NAME, {POLICIES: _of_policy}, _sync)
