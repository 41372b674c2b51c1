"""Tokens of service accounts: what a pod finds in its volume, and when it finds another.

A token is a JWT with the claims of the real one, as ``kubectl create token`` gives it.
The kubelet asks for a new one when four fifths of its life are over, or after a day
(pkg/kubelet/token/token_manager.go: maxTTL, maxJitter).
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authentication import keys, tokens
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.timings import SECOND

_MARK = "\0token "
_LONGEST = 24 * 3600


def placeholder(pod: Object, source: dict[str, Any], account: Object | None) -> str:
    """What the volume's log keeps of a token; ``resolved`` makes the token of it."""
    seconds = int(source.get("expirationSeconds") or 3600)
    claims = {
        "aud": [source.get("audience") or tokens.ISSUER],
        "iss": tokens.ISSUER,
        "kubernetes.io": {
            "namespace": namespace_of(pod),
            "node": {"name": pod["spec"].get("nodeName", "")},
            "pod": {"name": name_of(pod), "uid": pod["metadata"].get("uid", "")},
            "serviceaccount": {
                "name": pod["spec"].get("serviceAccountName", "default"),
                "uid": (account or {"metadata": {}})["metadata"].get("uid", ""),
            },
        },
        "seconds": seconds,
    }
    return _MARK + json.dumps(claims, sort_keys=True)


def resolved(world: World, text: str | None, since: int) -> str | None:
    """The token as it is now, where the text stands for one; any other text as it is."""
    if text is None or not text.startswith(_MARK):
        return text
    seconds = _seconds(text)
    period = min(seconds * 4 // 5, _LONGEST) * SECOND
    issued = since + max(world.unix - since, 0) // period * period
    return _signed(keys.key(world, keys.ACCOUNTS), text, issued // SECOND)


@lru_cache(maxsize=512)
def _seconds(text: str) -> int:
    return int(json.loads(text[len(_MARK) :])["seconds"])


@lru_cache(maxsize=512)
def _signed(secret: bytes, text: str, issued: int) -> str:
    claims = json.loads(text[len(_MARK) :])
    seconds = claims.pop("seconds")
    own = claims["kubernetes.io"]
    account = f"system:serviceaccount:{own['namespace']}:{own['serviceaccount']['name']}"
    times = {"exp": issued + seconds, "iat": issued, "nbf": issued}
    identity = str(UUID(bytes=sha256(f"{text}{issued}".encode()).digest()[:16], version=4))
    return tokens.sealed(secret, {**claims, **times, "jti": identity, "sub": account})
