"""Image references as people write them, and as registries know them.

Rules of distribution/reference (normalize.go): no registry means ``docker.io``, no slash means
``library/``, no tag means ``latest``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

DOCKER_HUB = "docker.io"
_OLD_HUB = "index.docker.io"
_PATH = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_REPOSITORY = re.compile(rf"{_PATH}(?:/{_PATH})*")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}")


class InvalidReference(ValueError):
    """The text names no image; the message is what the kubelet says of it."""


class Reference(NamedTuple):
    """``repository`` holds the registry: ``docker.io/library/nginx``."""

    repository: str
    tag: str
    digest: str = ""

    @property
    def full(self) -> str:
        """``docker.io/library/nginx:1.27``, with its digest where one was given."""
        named = f"{self.repository}:{self.tag}" if self.tag else self.repository
        return f"{named}@{self.digest}" if self.digest else named


@lru_cache(maxsize=1024)
def parse(text: str) -> Reference:
    """The reference in full; InvalidReference for what no registry could have."""
    rest, _, digest = text.partition("@")
    head, slash, last = rest.rpartition("/")
    name, _, tag = last.partition(":")
    repository = f"{head}{slash}{name}"
    if not _is_registry(repository.split("/")[0]) or "/" not in repository:
        repository = f"{DOCKER_HUB}/{repository}"
    host, _, path = repository.partition("/")
    if host in (DOCKER_HUB, _OLD_HUB):
        path = path if "/" in path else f"library/{path}"
        repository = f"{DOCKER_HUB}/{path}"
    wrong = not _REPOSITORY.fullmatch(path)
    wrong = wrong or (":" in last and not _TAG.fullmatch(tag))
    if wrong or ("@" in text and not _DIGEST.fullmatch(digest)):
        raise InvalidReference(
            f'couldn\'t parse image name "{text}": invalid reference format'
            if path == path.lower()
            else f'couldn\'t parse image name "{text}": invalid reference format: '
            "repository name must be lowercase"
        )
    return Reference(repository, tag or ("" if digest else "latest"), digest)


def digest_of(text: str) -> str:
    """``sha256:…`` that belongs to ``text``, the same on every machine."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _is_registry(part: str) -> bool:
    return "." in part or ":" in part or part == "localhost"
