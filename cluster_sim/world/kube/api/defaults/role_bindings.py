"""The fields the server fills in a binding (pkg/apis/rbac/v1/defaults.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object

_GROUP = "rbac.authorization.k8s.io"


def default_role_binding(binding: Object) -> Object:
    """The binding with the API groups of its role and its subjects filled in."""
    reference = binding.get("roleRef")
    filled = dict(binding)
    if isinstance(reference, dict) and not reference.get("apiGroup"):
        filled["roleRef"] = {**reference, "apiGroup": _GROUP}
    if binding.get("subjects"):
        filled["subjects"] = [_default_subject(each) for each in binding["subjects"]]
    return filled


def _default_subject(subject: dict[str, Any]) -> dict[str, Any]:
    if subject.get("apiGroup") or subject.get("kind") not in ("User", "Group"):
        return subject
    return {**subject, "apiGroup": _GROUP}
