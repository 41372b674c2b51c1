"""Conditions of CustomResourceDefinitions (apiextensions-apiserver/pkg/apihelpers/helpers.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import conditions
from cluster_sim.world.kube.api.resource import Object

NAMES_ACCEPTED: Final = "NamesAccepted"
ESTABLISHED: Final = "Established"
TERMINATING: Final = "Terminating"


def with_condition(
    crd: Object, kind: str, status: str, reason: str, message: str, now: str
) -> Object:
    """The definition with a condition set; its transition time stays when its status does."""
    old = conditions.condition(crd, kind)
    since = old["lastTransitionTime"] if old and old["status"] == status else now
    new = {
        "lastTransitionTime": since,
        "message": message,
        "reason": reason,
        "status": status,
        "type": kind,
    }
    return {**crd, "status": conditions.with_condition(crd.get("status") or {}, new)}
