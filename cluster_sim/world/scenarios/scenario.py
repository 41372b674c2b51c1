"""A scenario: a world to start from, as its YAML file in this folder describes it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import msgspec
import yaml

from cluster_sim.world.kube.api import quantity, timestamps
from cluster_sim.world.kube.api.admission import lab_limits
from cluster_sim.world.scenarios import faults
from cluster_sim.world.scenarios.story import Turn
from cluster_sim.world.scenarios.themes import THEMES

# The most objects of a kind in a lab, of all kinds, and bytes of them all: enough to play with,
# and nobody takes all the room.
LIMITS = {
    lab_limits.OTHERS: 200,
    lab_limits.OBJECTS: 3000,
    lab_limits.BYTES: 8 * 1024 * 1024,
    **dict.fromkeys(("pods", "replicasets.apps", "controllerrevisions.apps"), 400),
    **dict.fromkeys(("jobs.batch", "endpointslices.discovery.k8s.io"), 400),
    "events": 5000,
}


class UnknownScenario(LookupError):
    """There is no scenario of that name."""


class WrongScenario(ValueError):
    """A scenario file that does not make sense; the message says which, where and why."""


class HostSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A physical machine: ``cpu`` in cores, ``memory`` as a quantity."""

    name: str
    cpu: int
    memory: str
    hypervisor: str = "Proxmox VE"


class VMSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A virtual machine on a host; ``node``: the Kubernetes node it is, if it is one.

    ``zone``: the part of the data centre that its node is told to be in. ``labels`` and
    ``taints`` are given to its node, as kubeadm marks those of the control plane.
    """

    name: str
    host: str
    cpu: int
    memory: str
    node: str = ""
    zone: str = ""
    labels: dict[str, str] = {}
    taints: list[dict[str, str]] = []


class FlowSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A client that sends ``rate`` requests a second to a Service as soon as there is one.

    Instead of one rate there may be steps, [second, rate]: from that second of the lab on, so
    many; with ``every`` they begin anew after so many seconds. ``source``: labels of the pods of
    the namespace that send them, where it is not the world outside. ``host``: what they ask an
    Ingress controller for, when the Service is one's. An empty ``path``: connections, no HTTP.
    """

    name: str
    service: str
    rate: float | list[tuple[float, float]]
    namespace: str = "default"
    path: str = "/"
    every: int = 0
    source: dict[str, str] = {}
    host: str = ""


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``settle``: the seconds that the world has lived when a student first sees it.

    ``limits``: the most objects of a kind, by resource key, where LIMITS will not do.
    ``files``: what lies in the lab's home folder. ``manifests``: objects that are there from the
    beginning. ``story``: what happens by itself. ``scheduler``: a
    KubeSchedulerConfiguration, for other profiles than the default one. ``static_pods``: by node,
    the manifests of pods in the folder that its kubelet reads. ``metrics``: whether a metrics
    server is installed. Unlisted ones are not offered in the sandbox; the others stand there
    under their ``theme``, one of THEMES.
    """

    id: str
    title: dict[str, str]
    summary: dict[str, str]
    start: str
    settle: int
    hosts: list[HostSpec]
    vms: list[VMSpec]
    flows: list[FlowSpec] = []
    manifests: list[dict[str, Any]] = []
    story: list[Turn] = []
    files: dict[str, str] = {}
    limits: dict[str, int] = {}
    scheduler: dict[str, Any] = {}
    static_pods: dict[str, list[dict[str, Any]]] = {}
    metrics: bool = True
    listed: bool = True
    theme: str = THEMES[0]

    @property
    def epoch(self) -> int:
        """Unix microseconds of the moment the student arrives."""
        return timestamps.parse(self.start)


def memory_bytes(text: str) -> int:
    """``8Gi`` in bytes."""
    return quantity.whole(text)


@cache
def scenario(name: str) -> Scenario:
    """The scenario of that name; UnknownScenario when there is none."""
    if name not in names():
        raise UnknownScenario(name)
    return parse(name, resources.files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"))


def parse(name: str, text: str) -> Scenario:
    """The scenario that a file called ``name`` describes; WrongScenario when it is none."""
    try:
        found = msgspec.convert(yaml.safe_load(text), Scenario)
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise WrongScenario(f"{name}: {problem}") from problem
    for fault in faults.of(name, found):
        raise WrongScenario(f"{name}: {fault}")
    return found


@cache
def names() -> tuple[str, ...]:
    """The names of all scenarios, in alphabetical order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))
