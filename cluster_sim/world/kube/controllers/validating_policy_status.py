"""Status of admission policies: that somebody has looked at their types.

pkg/controller/validatingadmissionpolicystatus/controller.go. Types are not checked here: what the
real controller would warn of is found out when a rule runs.
"""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.validating_policy import POLICIES
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.watching import of_itself

NAME = "validatingadmissionpolicy-status-controller"


def _sync(client: Client, name: str) -> int | None:
    policy = client.world.store.get(POLICIES, "", name)
    if policy is None:
        return None
    generation = policy["metadata"].get("generation", 0)
    status = {"observedGeneration": generation, "typeChecking": {}}
    if (policy.get("status") or {}) != status:
        client.update_status(POLICIES, {**policy, "status": status})
    return None


CONTROLLER = Controller(NAME, {POLICIES: of_itself}, _sync)
