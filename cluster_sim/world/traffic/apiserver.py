"""What the API server answers over HTTP to a program that is no kubectl."""

from __future__ import annotations

import json
from typing import NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors, registry
from cluster_sim.world.kube.api.authentication.authenticator import Credentials, authenticate
from cluster_sim.world.kube.api.authorization.authorizer import require
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.user import User
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.version import GIT_VERSION, MAJOR, MINOR

PORT = 6443
_LATENCY = 4_000
_BEARER = "bearer "
_HEALTH = ("/healthz", "/livez", "/readyz")


class Reply(NamedTuple):
    """``latency`` in µs."""

    status: int
    body: str
    latency: int


class _Place(NamedTuple):
    """What a path of the API is about; an empty name is all of a kind."""

    resource: Resource
    namespace: str | None
    name: str


def reply(world: World, method: str, path: str, authorization: str = "") -> Reply:
    """The answer to a request; ``authorization`` is its header: ``Bearer`` and a token.

    Who shows no token is ``system:anonymous``. Objects can be read (GET) and deleted.
    """
    place = path.partition("?")[0]
    try:
        user = authenticate(world, Credentials(token=_token(authorization)))
        found = _found(world, place)
        if found is None:
            return _plain(world, user, method, place)
        answer = _ask(Client(world, user.name, trusted=False).acting_as(user), method, found)
    except errors.StatusError as problem:
        return Reply(problem.code, _text(problem.status), _LATENCY)
    return Reply(200, _text(answer), _LATENCY)


def _token(authorization: str) -> str:
    bearer = authorization[: len(_BEARER)].lower() == _BEARER
    return authorization[len(_BEARER) :].strip() if bearer else ""


def _plain(world: World, user: User, method: str, path: str) -> Reply:
    """A path that is about no object: health, version."""
    require(world, user, Request(method.lower(), path=path))
    if path in _HEALTH:
        return Reply(200, "ok", _LATENCY)
    if path in ("/version", "/version/"):
        version = {"major": MAJOR, "minor": MINOR, "gitVersion": GIT_VERSION}
        return Reply(200, json.dumps(version, indent=2), _LATENCY)
    missing = errors.failure(404, "NotFound", "the server could not find the requested resource")
    return Reply(404, _text({**missing, "details": {}}), _LATENCY)


def _found(world: World, path: str) -> _Place | None:
    """``/api/v1/namespaces/default/pods/web`` and the like; None for other paths."""
    root, *steps = path.strip("/").split("/")
    if root == "apis" and len(steps) > 2:
        group, version, *steps = steps
    elif root == "api" and len(steps) > 1:
        group, version, *steps = "", *steps
    else:
        return None
    namespace = None
    if steps[0] == "namespaces" and len(steps) > 2:
        namespace, steps = steps[1], steps[2:]
    for resource in registry.of(world).resources:
        known = (resource.group, resource.version, resource.plural)
        if known == (group, version, steps[0]) and len(steps) < 3:
            return _Place(resource, namespace, steps[1] if len(steps) == 2 else "")
    return None


def _ask(client: Client, method: str, place: _Place) -> Object:
    key, namespace = place.resource.address, place.namespace
    if method == "GET" and not place.name:
        return client.list(key, namespace)
    if method == "GET":
        return client.get(key, namespace or "", place.name)
    if method == "DELETE" and place.name:
        return client.delete(key, namespace or "", place.name)
    resource = place.resource
    raise errors.method_not_allowed(method.lower(), resource.group, resource.plural, place.name)


def _text(answer: Object) -> str:
    return json.dumps(answer, indent=2) + "\n"
