"""Making room for a pod: those who must leave are told so and deleted.

pkg/scheduler/framework/preemption/executor.go: it happens beside the scheduling cycles, once the
pod has been nominated to the node.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import conditions, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import failure, nominations
from cluster_sim.world.kube.scheduler.preemption import BY_SCHEDULER, DISRUPTION_TARGET
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.tally import PodName
from cluster_sim.world.kube.scheduler.victims import Candidate
from cluster_sim.world.kube.timings import CALL

_MEMORY: Final = "scheduler displacements"
_DISPLACE: Final = "scheduler displace"
# Displacements remembered for those who ask why; the oldest go first.
_MOST: Final = 1024

# The victims' names and uids.
Leaving = tuple[tuple[PodName, str], ...]


class Displacement(NamedTuple):
    """The ``pod`` that needs room, with its priority, and the names of those who leave ``node``.

    ``violations``: how many of them a PodDisruptionBudget would have kept.
    """

    pod: str
    priority: int
    node: str
    victims: tuple[str, ...]
    violations: int


def register(system: System) -> None:
    """Let worlds of this system displace pods."""
    system.handler(_DISPLACE, _displace)


def begin(world: World, profile: Profile, pod: Object, candidate: Candidate) -> None:
    """Let the victims leave a call from now, and remember for whom."""
    leaving = tuple((victim.name, victim.uid) for victim in candidate.victims)
    meta = pod["metadata"]
    _note(world, pod, candidate)
    name = (meta["namespace"], meta["name"])
    world.schedule(CALL, _DISPLACE, profile.name, name, meta["uid"], candidate.node, leaving)


def _note(world: World, pod: Object, candidate: Candidate) -> None:
    """For the pod and each of its victims."""
    meta = pod["metadata"]
    names = tuple(victim.name[1] for victim in candidate.victims)
    priority = pod["spec"].get("priority") or 0
    entry = Displacement(meta["name"], priority, candidate.node, names, candidate.violations)
    noted = world.remember(_MEMORY)
    for uid in (meta["uid"], *(victim.uid for victim in candidate.victims)):
        noted.pop(uid, None)
        while len(noted) >= _MOST:
            del noted[next(iter(noted))]
        noted[uid] = tuple(entry)


def of(world: World, uid: str) -> Displacement | None:
    """The last displacement that the pod of that uid had a part in, None when there is none."""
    found = world.recall(_MEMORY).get(uid)
    return None if found is None else Displacement(*found)


def _displace(
    world: World, scheduler: str, name: PodName, uid: str, node: str, leaving: Leaving
) -> None:
    preemptor = world.store.get("pods", *name)
    if preemptor is None or preemptor["metadata"]["uid"] != uid:
        return
    client = Client(world, scheduler)
    for other in nominations.below(world, node, preemptor["spec"].get("priority") or 0):
        _unnominate(client, other)
    for victim_name, victim_uid in leaving:
        victim = world.store.get("pods", *victim_name)
        if victim is not None and victim["metadata"]["uid"] == victim_uid:
            _let_go(client, scheduler, victim, uid, node)


def _unnominate(client: Client, name: PodName) -> None:
    """Room that was kept for a less important pod is not any more."""
    pod = client.world.store.get("pods", *name)
    nominations.nominate(client.world, name, "")
    if pod is not None:
        status = failure.nominated(pod.get("status") or {}, "")
        client.update_status("pods", {**pod, "status": status})


def _let_go(client: Client, scheduler: str, victim: Object, uid: str, node: str) -> None:
    if is_terminating(victim):
        return
    meta = victim["metadata"]
    try:
        told = client.update_status(
            "pods", {**victim, "status": _marked(client, scheduler, victim)}
        )
        client.delete("pods", meta["namespace"], meta["name"])
    except StatusError:
        # Gone already, which is all that was wanted.
        return
    message = f"Preempted by pod {uid} on node {node}"
    events.record(client, told, "Normal", "Preempted", message, scheduler, action="Preempting")


def _marked(client: Client, scheduler: str, victim: Object) -> Object:
    condition = {
        "type": DISRUPTION_TARGET,
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(client.now),
        "reason": BY_SCHEDULER,
        "message": f"{scheduler}: preempting to accommodate a higher priority pod",
        "observedGeneration": victim["metadata"].get("generation", 1),
    }
    return conditions.with_condition(victim.get("status") or {}, condition)
