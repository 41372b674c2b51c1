"""Requests for certificates do not stay for ever (pkg/controller/certificates/cleaner/cleaner.go).

An hour after a decision, a day without one.
"""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.admission.certificate_requests import REQUESTS
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.watching import of_itself
from cluster_sim.world.kube.timings import CERTIFICATE_REQUEST_DECIDED, CERTIFICATE_REQUEST_PENDING

NAME = "certificate-cleaner"


def _sync(client: Client, name: str) -> int | None:
    request = client.world.store.get(REQUESTS, "", name)
    if request is None:
        return None
    left = _end(request) - client.now
    if left > 0:
        return left
    client.delete(REQUESTS, "", name)
    return None


def _end(request: Object) -> int:
    """When the request is to go, in Unix microseconds."""
    conditions = (request.get("status") or {}).get("conditions") or ()
    decided = [
        timestamps.parse(each["lastUpdateTime"])
        for each in conditions
        if each["type"] in ("Approved", "Denied", "Failed") and each.get("lastUpdateTime")
    ]
    if decided:
        return min(decided) + CERTIFICATE_REQUEST_DECIDED
    created = timestamps.parse(request["metadata"]["creationTimestamp"])
    return created + CERTIFICATE_REQUEST_PENDING


CONTROLLER = Controller(NAME, {REQUESTS: of_itself}, _sync)
