"""The signer of ``kubernetes.io/kube-apiserver-client``: approved requests get a certificate.

pkg/controller/certificates/signer/signer.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.admission.certificate_requests import CLIENT_SIGNER, REQUESTS
from cluster_sim.world.kube.api.authentication import certificates, requests
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.certificate_requests import decoded
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.timings import SECOND

NAME = "certificate-controller"
_OPTIONAL = ("digital signature", "key encipherment")
_NEEDED = "client auth"
# Certificates are dated back by five minutes, for clocks that are slow (signer.go).
_BACKDATE = 300
_SERIAL_BITS = 63


def _approved(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and _is_due(change.new):
        yield change.key.name


def _is_due(request: Object) -> bool:
    status = request.get("status") or {}
    types = [condition["type"] for condition in status.get("conditions") or ()]
    due = "Approved" in types and "Failed" not in types and not status.get("certificate")
    return due and bool(request["spec"].get("signerName") == CLIENT_SIGNER)


def _sync(client: Client, name: str) -> int | None:
    request = client.world.store.get(REQUESTS, "", name)
    if request is None or not _is_due(request):
        return None
    problem = _usage_problem(request["spec"].get("usages") or [])
    status = request.get("status") or {}
    if problem:
        conditions = [*(status.get("conditions") or ()), _failed(client.now, problem)]
        new = {**status, "conditions": conditions}
    else:
        new = {**status, "certificate": _signed(client.world, request)}
    client.update_status(REQUESTS, {**request, "status": new})
    return None


def _usage_problem(usages: list[str]) -> str:
    """Why a client certificate is not for this, nothing when it is (validAPIServerClientUsages)."""
    for usage in usages:
        if usage not in (*_OPTIONAL, _NEEDED):
            return f"invalid usage for client certificate: {usage}"
    return "" if _NEEDED in usages else f"missing required usage for client certificate: {_NEEDED}"


def _failed(now: int, message: str) -> dict[str, Any]:
    time = timestamps.time(now)
    return {
        "type": "Failed",
        "status": "True",
        "reason": "SignerValidationFailure",
        "message": message,
        "lastUpdateTime": time,
        "lastTransitionTime": time,
    }


def _signed(world: World, request: Object) -> str:
    wanted = requests.parse(decoded(request["spec"]["request"]))
    begin = world.unix // SECOND - _BACKDATE
    seconds = request["spec"].get("expirationSeconds") or certificates.YEAR
    terms = certificates.Terms(
        common_name=wanted.subject.common_name,
        organizations=wanted.subject.organizations,
        begin=begin,
        end=begin + _BACKDATE + seconds,
        serial=world.chance.bits(NAME) >> (64 - _SERIAL_BITS),
    )
    return certificates.data(certificates.issue(world, terms, wanted.public_key))


CONTROLLER = Controller(NAME, {REQUESTS: _approved}, _sync)
