"""DefaultTolerationSeconds: every pod may stay 300 s on a node that is lost.

plugin/pkg/admission/defaulttolerationseconds/admission.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.timings import TOLERATION_SECONDS

NOT_READY = "node.kubernetes.io/not-ready"
UNREACHABLE = "node.kubernetes.io/unreachable"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """A pod that says nothing of lost nodes gets the two usual tolerations."""
    if resource.key != "pods":
        return obj
    spec = obj["spec"]
    filled = _filled(spec)
    return obj if filled is spec else {**obj, "spec": filled}


# Thousands of pods share one template's spec: the last specs seen keep their answer.
_memo: dict[int, tuple[Any, Any]] = {}
_MEMO_SIZE = 256


def _filled(spec: dict[str, Any]) -> dict[str, Any]:
    known = _memo.get(id(spec))
    if known is not None and known[0] is spec:
        return known[1]
    tolerations = list(spec.get("tolerations") or ())
    missing = [key for key in (NOT_READY, UNREACHABLE) if not _tolerated(tolerations, key)]
    filled = spec
    if missing:
        filled = {**spec, "tolerations": tolerations + [_toleration(key) for key in missing]}
    if len(_memo) >= _MEMO_SIZE:
        _memo.clear()
    _memo[id(spec)] = (spec, filled)
    return filled


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
