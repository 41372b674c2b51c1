"""DefaultTolerationSeconds: every pod may stay 300 s on a node that is lost.

plugin/pkg/admission/defaulttolerationseconds/admission.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.timings import TOLERATION_SECONDS

NOT_READY = "node.kubernetes.io/not-ready"
UNREACHABLE = "node.kubernetes.io/unreachable"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """A pod that says nothing of lost nodes gets the two usual tolerations."""
    if resource.key != "pods":
        return obj
    given = obj["spec"].get("tolerations")
    completed = _completed(given)
    if completed is given:
        return obj
    return {**obj, "spec": {**obj["spec"], "tolerations": completed}}


def _with_usual(given: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    present = given or []
    missing = [key for key in (NOT_READY, UNREACHABLE) if not _tolerated(present, key)]
    return [*present, *map(_toleration, missing)] if missing else given


# Thousands of pods share one template: they share the completed list too.
_completed = IdentityMemo(_with_usual)


def _tolerated(tolerations: list[dict[str, Any]], key: str) -> bool:
    return any(
        toleration.get("key", "") in ("", key) and toleration.get("effect", "") in ("", "NoExecute")
        for toleration in tolerations
    )


def _toleration(key: str) -> dict[str, Any]:
    return {
        "effect": "NoExecute",
        "key": key,
        "operator": "Exists",
        "tolerationSeconds": TOLERATION_SECONDS,
    }
