"""Hashes and suffixes of generated names: ``web-6d4b9c7f5b-x2k9p``.

The alphabet leaves out vowels and look-alikes so that no word appears
(k8s.io/apimachinery/pkg/util/rand).
"""

from __future__ import annotations

import json
from typing import Any, Final

ALPHABET: Final = "bcdfghjklmnpqrstvwxz2456789"

_FNV_OFFSET: Final = 2166136261
_FNV_PRIME: Final = 16777619
_MASK: Final = 0xFFFFFFFF


def pod_template_hash(template: Any, collisions: int | None = None) -> str:
    """The ``pod-template-hash`` of a PodTemplateSpec; ``collisions`` is status.collisionCount.

    FNV-1a of 32 bits over the template's canonical JSON, written with the safe alphabet. The
    real controller hashes a dump of the Go structure (pkg/util/hash), so the letters differ
    from a real cluster's while they depend on the template in the same way.
    """
    data = json.dumps(template, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = fnv32a(data.encode("utf-8", "surrogatepass"))
    if collisions is not None:
        digest = fnv32a(collisions.to_bytes(4, "little") + bytes(4), digest)
    return safe_encode(str(digest))


def fnv32a(data: bytes, start: int = _FNV_OFFSET) -> int:
    """The FNV-1a hash of 32 bits, carried on from ``start``."""
    digest = start
    for byte in data:
        digest = (digest ^ byte) * _FNV_PRIME & _MASK
    return digest


def fnv32(data: bytes) -> int:
    """The FNV-1 hash of 32 bits: as FNV-1a, each byte after the multiplication."""
    digest = _FNV_OFFSET
    for byte in data:
        digest = (digest * _FNV_PRIME & _MASK) ^ byte
    return digest


def safe_encode(text: str) -> str:
    """Each character of the text as a letter of the alphabet (rand.SafeEncodeString)."""
    return "".join(ALPHABET[ord(char) % len(ALPHABET)] for char in text)


def encode_suffix(number: int, length: int = 5) -> str:
    """A number (0 or more, drawn by the caller) as ``length`` letters: a generateName suffix."""
    letters = []
    for _ in range(length):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)
