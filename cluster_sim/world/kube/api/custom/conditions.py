"""Conditions of CustomResourceDefinitions (apiextensions-apiserver/pkg/apihelpers/helpers.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.resource import Object

NAMES_ACCEPTED: Final = "NamesAccepted"
ESTABLISHED: Final = "Established"
TERMINATING: Final = "Terminating"


def condition(crd: Object, kind: str) -> dict[str, Any] | None:
    """The condition of a type, None when there is none."""
    found = (crd.get("status") or {}).get("conditions") or ()
    return next((each for each in found if each["type"] == kind), None)


def is_true(crd: Object, kind: str) -> bool:
    """Whether a condition is True."""
    found = condition(crd, kind)
    return found is not None and found["status"] == "True"


def with_condition(
    crd: Object, kind: str, status: str, reason: str, message: str, now: str
) -> Object:
    """The definition with a condition set; its transition time stays when its status does."""
    old = condition(crd, kind)
    since = old["lastTransitionTime"] if old and old["status"] == status else now
    new = {
        "lastTransitionTime": since,
        "message": message,
        "reason": reason,
        "status": status,
        "type": kind,
    }
    present = list((crd.get("status") or {}).get("conditions") or ())
    if old is None:
        present.append(new)
    else:
        present = [new if each is old else each for each in present]
    return {**crd, "status": {**(crd.get("status") or {}), "conditions": present}}
