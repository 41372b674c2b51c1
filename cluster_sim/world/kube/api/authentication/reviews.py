"""Questions to the authenticator, asked as objects (pkg/registry/authentication)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors, timestamps
from cluster_sim.world.kube.api.authentication import tokens
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.user import User

_API_VERSION = "authentication.k8s.io/v1"


def answer_self(call: Call, namespace: str, review: Object) -> Object:
    """A SelfSubjectReview: who asks."""
    meta = {"creationTimestamp": timestamps.time(call.world.unix)}
    status = {"userInfo": user_info(call.user)}
    kind = "SelfSubjectReview"
    return {"apiVersion": _API_VERSION, "kind": kind, "metadata": meta, "status": status}


def answer_token(call: Call, namespace: str, review: Object) -> Object:
    """A TokenReview: whom a token speaks for, if it does."""
    spec = review.get("spec") or {}
    if not spec.get("token"):
        raise errors.bad_request("token is required for TokenReview in authentication")
    audiences = tuple(spec.get("audiences") or (tokens.ISSUER,))
    meta = review.get("metadata") or {}
    status = _status(call, spec["token"], audiences)
    head = {"apiVersion": _API_VERSION, "kind": "TokenReview", "metadata": meta}
    return {**head, "spec": spec, "status": status}


def _status(call: Call, token: str, audiences: tuple[str, ...]) -> dict[str, Any]:
    try:
        user = tokens.user_of(call.world, token, audiences)
    except tokens.BadToken as problem:
        return {"error": str(problem), "user": {}}
    shared = [each for each in audiences if each in tokens.read(call.world, token)["aud"]]
    return {"audiences": shared, "authenticated": True, "user": user_info(user)}


def user_info(user: User) -> dict[str, Any]:
    """A user as the API tells of one."""
    info: dict[str, Any] = {"username": user.name}
    if user.uid:
        info["uid"] = user.uid
    if user.groups:
        info["groups"] = list(user.groups)
    if user.extra:
        info["extra"] = {key: list(values) for key, values in user.extra}
    return info
