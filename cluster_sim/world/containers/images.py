"""Images: which exist, what they weigh, which layers they share, how long a pull takes."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cluster_sim.world.containers.catalogue import BASES, entry_of
from cluster_sim.world.containers.entry import Entry
from cluster_sim.world.containers.references import DOCKER_HUB, Reference, digest_of, parse

SECOND = 1_000_000
# What a virtual machine in a data centre gets from a public registry: 50 MB/s, which is the
# bandwidth of a busy 1 Gbit/s link, and unpacking with containerd's overlayfs snapshotter at
# 200 MB/s of unpacked data; layers are fetched in parallel and unpacked in order, so that the
# slower of the two decides. A resolve is a token and a manifest: three round trips over TLS.
BANDWIDTH = 50_000_000
UNPACKING = 200_000_000
RESOLVE = 450_000
LAYER_OVERHEAD = 60_000
# Registries that ask who pulls, and whom they let in. They have the images of Docker Hub's
# library under their own names.
PRIVATE = {"registry.grappe.example": ("etudiante", "grappe")}


class Layer(NamedTuple):
    """A layer: its digest, and its size in bytes as sent and as unpacked."""

    digest: str
    compressed: int
    unpacked: int


class Image(NamedTuple):
    """An image of a registry; ``size`` is what containerd reports: the bytes as sent."""

    reference: str
    repository: str
    tag: str
    digest: str
    program: str
    layers: tuple[Layer, ...]

    @property
    def size(self) -> int:
        """Bytes of all its layers as they are sent."""
        return sum(layer.compressed for layer in self.layers)

    @property
    def identifier(self) -> str:
        """``docker.io/library/nginx@sha256:…``, the imageID of a container's status."""
        return f"{self.repository}@{self.digest}"


class PullFailed(Exception):
    """The registry has no such image; the message is containerd's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@lru_cache(maxsize=1024)
def find(text: str) -> Image:
    """The image that a reference names; PullFailed or InvalidReference when there is none."""
    reference = parse(text)
    entry = entry_of(_public_name(reference.repository))
    if entry is None:
        raise _unknown_repository(reference)
    if reference.tag and not entry.has(reference.tag):
        raise PullFailed("NotFound", f"{_preamble(reference)}: {reference.full}: not found")
    return _image(reference, entry)


def unauthorized(image: Image) -> PullFailed:
    """What a private registry answers to those whom it does not know."""
    why = (
        "pull access denied, repository does not exist or may require authorization: "
        "authorization failed: no basic auth credentials"
    )
    return PullFailed("Unknown", f"{_preamble(parse(image.reference))}: {why}")


def _public_name(repository: str) -> str:
    host, _, path = repository.partition("/")
    return f"{DOCKER_HUB}/library/{path.rpartition('/')[2]}" if host in PRIVATE else repository


def pull_time(image: Image, missing: list[Layer]) -> int:
    """µs to fetch and unpack the layers that a node does not have yet; the resolve included."""
    sent = sum(layer.compressed for layer in missing)
    unpacked = sum(layer.unpacked for layer in missing)
    transfer = max(sent * SECOND // BANDWIDTH, unpacked * SECOND // UNPACKING)
    return RESOLVE + transfer + LAYER_OVERHEAD * len(missing)


def _unknown_repository(reference: Reference) -> PullFailed:
    """What the registries answer for repositories that they do not have.

    Docker Hub hides whether a repository exists from those who may not see it; hosts that do
    not resolve fail in the resolver.
    """
    start, host = _preamble(reference), reference.repository.partition("/")[0]
    if host == DOCKER_HUB:
        why = (
            "pull access denied, repository does not exist or may require authorization: "
            "server message: insufficient_scope: authorization failed"
        )
        return PullFailed("Unknown", f"{start}: {why}")
    if host in ("registry.k8s.io", "gcr.io", "quay.io", "ghcr.io"):
        return PullFailed("NotFound", f"{start}: {reference.full}: not found")
    path = reference.repository.partition("/")[2]
    tail = f"{path}/manifests/{reference.tag or reference.digest}"
    name = host.partition(":")[0]
    why = (
        f'failed to do request: Head "https://{host}/v2/{tail}": '
        f"dial tcp: lookup {name}: no such host"
    )
    return PullFailed("Unknown", f"{start}: {why}")


def _preamble(reference: Reference) -> str:
    full = reference.full
    return f'failed to pull and unpack image "{full}": failed to resolve reference "{full}"'


def _image(reference: Reference, entry: Entry) -> Image:
    tag = reference.tag or "latest"
    small = "alpine" in tag and entry.small[0] > 0
    compressed, unpacked = entry.small if small else (entry.compressed, entry.unpacked)
    base = "alpine" if small else entry.base
    name = f"{reference.repository}:{tag}"
    # Versions of one series differ a little in size, as real ones do.
    spread = int(digest_of(name)[-4:], 16) % 61 - 30
    compressed, unpacked = (size + size * spread // 1000 for size in (compressed, unpacked))
    layers = _layers(name, base, compressed, unpacked)
    digest = reference.digest or digest_of(name)
    return Image(reference.full, reference.repository, tag, digest, entry.program, layers)


def _layers(name: str, base: str, compressed: int, unpacked: int) -> tuple[Layer, ...]:
    """The base that many images share, then two thirds and one third of what is its own."""
    first, first_unpacked = BASES[base]
    if first >= compressed:
        return (Layer(digest_of(f"layer {name}"), compressed, unpacked),)
    own, own_unpacked = compressed - first, max(unpacked - first_unpacked, 0)
    large, large_unpacked = own * 2 // 3, own_unpacked * 2 // 3
    layers = (
        Layer(digest_of(f"layer base {base}"), first, first_unpacked),
        Layer(digest_of(f"layer program {name}"), large, large_unpacked),
        Layer(digest_of(f"layer settings {name}"), own - large, own_unpacked - large_unpacked),
    )
    return layers if first else layers[1:]
