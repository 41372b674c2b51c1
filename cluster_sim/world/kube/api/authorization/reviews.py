"""Questions to the authorizer, asked as objects (pkg/registry/authorization)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authorization.authorizer import decide
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.user import User
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid

_GROUP = "authorization.k8s.io"
_RESOURCE, _PATH = "spec.resourceAttributes", "spec.nonResourceAttributes"


def answer_self_access(call: Call, namespace: str, review: Object) -> Object:
    """The SelfSubjectAccessReview with its status."""
    spec = review.get("spec") or {}
    _refuse("SelfSubjectAccessReview", _attribute_faults(spec))
    return _answered(call, review, "SelfSubjectAccessReview", call.user)


def answer_access(call: Call, namespace: str, review: Object) -> Object:
    """The SubjectAccessReview with its status."""
    spec = review.get("spec") or {}
    _refuse("SubjectAccessReview", _attribute_faults(spec) + _subject_faults(spec))
    return _answered(call, review, "SubjectAccessReview", _subject(spec))


def answer_local_access(call: Call, namespace: str, review: Object) -> Object:
    """The LocalSubjectAccessReview with its status; it is about its own namespace."""
    spec = review.get("spec") or {}
    faults = _attribute_faults(spec) + _subject_faults(spec)
    if spec.get("nonResourceAttributes"):
        detail = "disallowed on this kind of request"
        faults.append(invalid(_PATH, spec["nonResourceAttributes"], detail))
    _refuse("LocalSubjectAccessReview", faults)
    asked = spec["resourceAttributes"].get("namespace", "")
    if asked != namespace:
        raise errors.bad_request(
            f"spec.resourceAttributes.namespace must match namespace: {namespace}"
        )
    return _answered(call, review, "LocalSubjectAccessReview", _subject(spec))


def _answered(call: Call, review: Object, kind: str, user: User) -> Object:
    decision = decide(call.world, user, _request(review["spec"]))
    status: dict[str, Any] = {"allowed": decision.allowed}
    if decision.reason:
        status["reason"] = decision.reason
    head = {"apiVersion": f"{_GROUP}/v1", "kind": kind, "metadata": review.get("metadata") or {}}
    return {**head, "spec": review["spec"], "status": status}


def _request(spec: Object) -> Request:
    wanted = spec.get("resourceAttributes")
    if wanted is None:
        path = spec["nonResourceAttributes"]
        return Request(path.get("verb", ""), path=path.get("path", ""))
    fields = ("verb", "group", "resource", "subresource", "namespace", "name")
    return Request(*(wanted.get(field, "") for field in fields))


def _subject(spec: Object) -> User:
    return User(spec.get("user", ""), tuple(spec.get("groups") or ()), spec.get("uid", ""))


def _attribute_faults(spec: Object) -> Faults:
    resource, path = spec.get("resourceAttributes"), spec.get("nonResourceAttributes")
    if resource is not None and path is not None:
        detail = "cannot be specified in combination with resourceAttributes"
        return [invalid(_PATH, path, detail)]
    if resource is None and path is None:
        detail = "exactly one of nonResourceAttributes or resourceAttributes must be specified"
        return [invalid(_RESOURCE, None, detail)]
    return []


def _subject_faults(spec: Object) -> Faults:
    if spec.get("user") or spec.get("groups"):
        return []
    return [invalid("spec.user", "", "at least one of user or group must be specified")]


def _refuse(kind: str, faults: Faults) -> None:
    if faults:
        raise errors.invalid(_GROUP, kind, "", faults)
