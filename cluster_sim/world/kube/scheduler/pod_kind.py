"""What of a pod's spec matters to the scheduler, worked out once for all pods that share it.

Thousands of pods come from one template. They differ in name and in the volume of their token,
but not in what the scheduler reads: that part is found again by the identity of the objects it
is made of (nobody mutates them), and by content when a copy comes along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cluster_sim.world.kube.scheduler import pod_terms, requests
from cluster_sim.world.kube.scheduler.requests import CPU, EPHEMERAL, MEMORY, PODS

Ints = NDArray[np.int64]
_BASIC: Final = (CPU, MEMORY, EPHEMERAL, PODS)
_POD_FIELDS: Final = (
    "tolerations",
    "nodeSelector",
    "affinity",
    "topologySpreadConstraints",
    "overhead",
    "resources",
)
_DISKS: Final = frozenset({"gcePersistentDisk", "awsElasticBlockStore", "iscsi", "rbd"})
_SIZE: Final = 2048
_NOTHING: Final[Mapping[str, Any]] = {}


class HostPort(NamedTuple):
    """A port that a container wants on its node's own address."""

    address: str
    protocol: str
    port: int


class PodKind:
    """The scheduler's view of a spec.

    ``requests`` and ``weighed``: amounts by resource, said and as scores count them.
    ``extended``: requests beyond cpu, memory and ephemeral storage. ``images``: normalised names
    of all containers' images. ``disks``: volumes that are a disk of which there is one.
    ``terms``: its affinity to other pods. ``spec``: one of the specs
    that are of this kind; what they do not share (``nodeName``, volumes) must not be read from it.
    """

    __slots__ = (
        "disks",
        "extended",
        "images",
        "ports",
        "requests",
        "spec",
        "terms",
        "vector",
        "weighed",
    )

    def __init__(self, spec: Mapping[str, Any], counted: Sequence[Mapping[str, Any]] = ()) -> None:
        """``counted``: the specs of whose requests the largest count, instead of this one's."""
        self.spec = spec
        self.requests = requests.largest(map(requests.requested, counted or (spec,)))
        self.weighed = requests.largest(map(requests.weighed, counted or (spec,)))
        self.ports = _host_ports(spec)
        self.disks = _disks(spec) or []
        self.terms = pod_terms.read(spec)
        containers = [*(spec.get("initContainers") or ()), *(spec.get("containers") or ())]
        self.images = tuple(normalised_image(each.get("image", "")) for each in containers)
        self.extended = tuple(
            (name, value) for name, value in self.requests.items() if name not in _BASIC and value
        )
        self.vector: Ints = np.array(
            [
                self.requests.get(CPU, 0),
                self.requests.get(MEMORY, 0),
                self.requests.get(EPHEMERAL, 0),
                1,
                self.weighed.get(CPU, 0),
                self.weighed.get(MEMORY, 0),
            ],
            dtype=np.int64,
        )

    @property
    def node_affinity(self) -> Mapping[str, Any]:
        """``affinity.nodeAffinity``, empty when there is none."""
        return (self.spec.get("affinity") or _NOTHING).get("nodeAffinity") or _NOTHING

    @property
    def tolerations(self) -> list[dict[str, Any]]:
        """``tolerations``, empty when there are none."""
        return self.spec.get("tolerations") or []


def normalised_image(name: str) -> str:
    """The image with its tag (pkg/scheduler/framework/plugins/imagelocality)."""
    return name if name.rfind(":") > name.rfind("/") else f"{name}:latest"


def _host_ports(spec: Mapping[str, Any]) -> tuple[HostPort, ...]:
    sidecars = (
        each for each in spec.get("initContainers") or () if each.get("restartPolicy") == "Always"
    )
    found = []
    for container in (*sidecars, *(spec.get("containers") or ())):
        for port in container.get("ports") or ():
            if port.get("hostPort", 0) > 0:
                address = port.get("hostIP") or "0.0.0.0"
                found.append(HostPort(address, port.get("protocol") or "TCP", port["hostPort"]))
    return tuple(found)


_by_identity: dict[tuple[Any, ...], tuple[PodKind, tuple[Any, ...]]] = {}
_by_content: dict[str, PodKind] = {}


def kind_of(spec: Mapping[str, Any]) -> PodKind:
    """The kind of pods with this spec; equal specs share one kind."""
    parts = _parts(spec)
    key = tuple(map(id, parts))
    known = _by_identity.get(key)
    if known is not None:
        return known[0]
    text = json.dumps(parts, sort_keys=True)
    kind = _by_content.get(text)
    if kind is None:
        kind = PodKind(spec)
        _keep(_by_content, text, kind)
    # The parts are kept beside the kind so that their identities stay their own.
    _keep(_by_identity, key, (kind, parts))
    return kind


def _parts(spec: Mapping[str, Any]) -> tuple[Any, ...]:
    parts = [spec.get(field) for field in _POD_FIELDS]
    for container in spec.get("containers") or ():
        parts += (container.get("resources"), container.get("ports"), container.get("image"))
    for container in spec.get("initContainers") or ():
        parts += ("init", container.get("resources"), container.get("ports"))
        parts += (container.get("image"), container.get("restartPolicy"))
    parts.append(_disks(spec))
    return tuple(parts)


def _disks(spec: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The volumes that are a disk of which there is one, None when there are none."""
    found = [each for each in spec.get("volumes") or () if not _DISKS.isdisjoint(each)]
    return found or None


def _keep(memo: dict[Any, Any], key: Any, value: Any) -> None:
    if len(memo) >= _SIZE:
        memo.clear()
    memo[key] = value
