"""The secrets of a cluster: whoever does not have them can forge nothing.

A world has no real key pairs. Its tokens and certificates are sealed with an HMAC over a key that
comes from its seed, which no program inside the world can read.
"""

from __future__ import annotations

import hmac
from hashlib import blake2b, sha256

from cluster_sim.world.kernel.world import World

ACCOUNTS, AUTHORITY = "service accounts", "certificate authority"


def key(world: World, purpose: str) -> bytes:
    """The 32 bytes of the world's key for one purpose."""
    return blake2b(f"{world.chance.seed}/{purpose}".encode(), digest_size=32).digest()


def seal(secret: bytes, message: bytes) -> bytes:
    """The 32 bytes that only who has the secret can make of the message."""
    return hmac.digest(secret, message, sha256)


def is_sealed(secret: bytes, message: bytes, mark: bytes) -> bool:
    """Whether the mark is the seal of the message."""
    return hmac.compare_digest(seal(secret, message), mark)
