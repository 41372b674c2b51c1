"""The processes that those of a container see beside their own: a namespace of them.

A container has one to itself. With ``shareProcessNamespace`` the pod has one, whose process 1 is
its pause; an ephemeral container comes into that of the container which it targets
(kubernetes.io, Share Process Namespace between Containers in a Pod; Ephemeral Containers).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.containers.programs.program import Process
from cluster_sim.world.containers.programs.script import first_process
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.podrecords import Record, records
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of

# Kernels give the next number to each thread that starts: a runtime uses up a few between two.
_STEP = 6
_PAUSE_USER = "65535"

Seen = tuple[int, tuple[Process, ...]]


def seen_by(world: World, data: Mapping[str, Any]) -> Seen:
    """The PID of a container's own process, and all processes in its namespace now.

    ``data`` is the run as the kubelet keeps it.
    """
    key = str(data.get("pod", ""))
    pod = world.store.get("pods", *split_name(key)) if key else None
    record = records(world).get(key)
    if pod is None or record is None:
        return 1, ()
    containers = record["containers"]
    name = next((name for name, each in containers.items() if each.get("id") == data["id"]), "")
    return seen_in(world, pod, record, name)


def seen_in(world: World, pod: Object, record: Record, name: str) -> Seen:
    """The same for the container of that name, which may be about to start."""
    containers = record["containers"]
    sharing, shared = _sharing(pod, name), bool(pod["spec"].get("shareProcessNamespace"))
    if not shared and len(sharing) < 2:
        return 1, ()
    rows = [Process(1, _PAUSE_USER, int(record["sandbox"] or 0), "/pause")] if shared else []
    own = 1
    for place, each in enumerate(sharing):
        container = containers.get(each)
        if container is None or container.get("id") is None:
            continue
        number = _number(place, len(sharing), container["attempt"], shared)
        own = number if each == name else own
        if is_alive(container, world.unix) or each == name:
            _, run = program_of(world, container["run"])
            rows.append(first_process(run)._replace(pid=number))
    return own, tuple(sorted(rows))


def _number(place: int, count: int, attempt: int, shared: bool) -> int:
    """The PID of a container's first process: 1 for whom the namespace was made."""
    if not shared and not place:
        return 1
    return 1 + _STEP * (place + shared + count * attempt)


def _sharing(pod: Object, name: str) -> list[str]:
    """The containers whose processes see each other, the one that is there first in front."""
    spec = pod["spec"]
    guests = spec.get("ephemeralContainers") or ()
    if spec.get("shareProcessNamespace"):
        kinds = (spec.get("initContainers") or (), spec["containers"], guests)
        return [each["name"] for kind in kinds for each in kind]
    targets = {each["name"]: each.get("targetContainerName") for each in guests}
    host = targets.get(name) or name
    return [host, *(guest for guest, target in targets.items() if target == host)]
