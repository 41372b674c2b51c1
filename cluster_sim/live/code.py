"""Which program this is: a checkpoint is only good for the program that wrote it."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from cluster_sim import world


@cache
def fingerprint() -> str:
    """A hash of everything that decides what a world does."""
    folder = Path(world.__file__).parent
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yaml"):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
