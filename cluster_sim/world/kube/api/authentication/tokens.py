"""Tokens of service accounts: JSON web tokens with the claims of the real ones.

pkg/serviceaccount/claims.go and jwt.go. They are signed with HS256 where a real cluster signs
with a key pair; their payload reads the same.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authentication import keys
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.user import Extra, User, account_name, account_user
from cluster_sim.world.kube.timings import SECOND

ISSUER: Final = "https://kubernetes.default.svc.cluster.local"
_CREDENTIAL: Final = "authentication.kubernetes.io/credential-id"
_BOUND: Final = {"pod": "pods", "secret": "secrets", "node": "nodes"}
_EXTRA: Final = {
    "node": ("authentication.kubernetes.io/node-name", "authentication.kubernetes.io/node-uid"),
    "pod": ("authentication.kubernetes.io/pod-name", "authentication.kubernetes.io/pod-uid"),
}
Claims = dict[str, Any]


class BadToken(ValueError):
    """A token that opens nothing; the message says why."""


def claims_of(
    account: Object, audiences: list[str], issued: int, seconds: int, about: Claims, identity: str
) -> Claims:
    """The claims of a token. ``issued``: Unix seconds; ``about``: what it is bound to besides,
    ``{"pod": {"name", "uid"}}``; ``identity`` tells it from all others.
    """
    meta = account["metadata"]
    own = {"name": meta["name"], "uid": meta["uid"]}
    return {
        "aud": audiences,
        "exp": issued + seconds,
        "iat": issued,
        "iss": ISSUER,
        "jti": identity,
        "kubernetes.io": {"namespace": meta["namespace"], **about, "serviceaccount": own},
        "nbf": issued,
        "sub": account_name(meta["namespace"], meta["name"]),
    }


def sign(world: World, claims: Claims) -> str:
    """The token that says so."""
    return sealed(keys.key(world, keys.ACCOUNTS), claims)


def sealed(secret: bytes, claims: Claims) -> str:
    """The same, for who has the cluster's key at hand."""
    identity = _text(keys.seal(secret, b"kid"))
    message = f"{_json({'alg': 'HS256', 'kid': identity})}.{_json(claims)}"
    return f"{message}.{_text(keys.seal(secret, message.encode()))}"


def user_of(world: World, token: str, audiences: tuple[str, ...] = (ISSUER,)) -> User:
    """Whom a token speaks for. Raises BadToken when it was forged, is over, or is bound to
    something that is gone.
    """
    claims = read(world, token)
    if not any(audience in audiences for audience in claims["aud"]):
        raise BadToken(f"token audiences {claims['aud']} is invalid for the target audiences")
    now = world.unix // SECOND
    if now >= claims["exp"]:
        raise BadToken("service account token has expired")
    if now < claims["nbf"]:
        raise BadToken("service account token is not valid yet")
    own = claims["kubernetes.io"]
    _check_bound(world, own)
    account = own["serviceaccount"]
    return account_user(own["namespace"], account["name"], account["uid"], _extra(claims))


def read(world: World, token: str) -> Claims:
    """The claims of a token of this cluster. Raises BadToken for any other text."""
    message, _, mark = token.rpartition(".")
    try:
        secret = keys.key(world, keys.ACCOUNTS)
        if not keys.is_sealed(secret, message.encode(), _bytes(mark)):
            raise BadToken("invalid bearer token")
        claims: Claims = json.loads(_bytes(message.partition(".")[2]))
    except (binascii.Error, ValueError) as problem:
        raise BadToken("invalid bearer token") from problem
    return claims


def _check_bound(world: World, own: Claims) -> None:
    namespace = own["namespace"]
    _check_present(world, "serviceaccounts", namespace, own["serviceaccount"])
    for kind, plural in _BOUND.items():
        # A pod's token also names the pod's node, without being bound to it.
        if kind in own and not (kind == "node" and "pod" in own):
            _check_present(world, plural, "" if kind == "node" else namespace, own[kind])


def _check_present(world: World, plural: str, namespace: str, wanted: Claims) -> None:
    found = world.store.get(plural, namespace, wanted["name"])
    if found is None or found["metadata"]["uid"] != wanted["uid"]:
        raise BadToken("service account token has been invalidated")


def _extra(claims: Claims) -> Extra:
    extra = {_CREDENTIAL: (f"JTI={claims['jti']}",)}
    for kind, (name, uid) in _EXTRA.items():
        bound = claims["kubernetes.io"].get(kind)
        if bound:
            extra[name] = (bound["name"],)
            extra |= {uid: (bound["uid"],)} if bound.get("uid") else {}
    return tuple(sorted(extra.items()))


def _json(value: Claims) -> str:
    return _text(json.dumps(value, sort_keys=True, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
