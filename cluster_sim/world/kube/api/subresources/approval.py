"""``certificatesigningrequests/approval``: decide on a request for a certificate.

pkg/registry/certificates/certificates/strategy.go (csrApprovalStrategy)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource, keep_new
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.validation.certificate_requests import validate_decision
from cluster_sim.world.kube.api.verbs.read import get
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import change


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The request with the conditions of ``body``; the rest of it stays as it is."""
    asked = named(resource, namespace, name, understood(call, resource, body))
    now = timestamps.time(call.world.unix)

    def changed(old: Object) -> Object:
        wanted = lookup(asked, ("status", "conditions"), None) or ()
        conditions = [_timed(condition, now) for condition in wanted]
        return {**old, "status": {**(old.get("status") or {}), "conditions": conditions}}

    # The strategy of the requests themselves would leave the status as it was.
    decided = replace(resource, prepare_update=keep_new)
    return change(call, decided, asked, changed, "approval", validate_decision)


def _timed(condition: dict[str, Any], now: str) -> dict[str, Any]:
    times = {"lastUpdateTime": now, "lastTransitionTime": now}
    return {**condition, **{key: condition.get(key) or now for key in times}}


SUBRESOURCE = Subresource("approval", get=get, update=update)
